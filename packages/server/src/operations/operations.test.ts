import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Secret } from '@statusgraph/sources'
import { openStore, StoreFailure, type GraphStore } from '@statusgraph/store'
import { afterEach, expect, test } from 'vitest'
import { readClock } from '../clock.ts'
import { startServing, upstreamConfig, type Serving } from '../testing/serving.ts'
import { startUpstream, type Upstream } from '../testing/upstream.ts'

const running: { stop(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of running.splice(0).toReversed()) await one.stop()
})

async function serving(...wanted: Parameters<typeof startServing>): Promise<Serving> {
  const started = await startServing(...wanted)
  running.push(started)
  return started
}

async function upstreamAtWork(): Promise<Upstream> {
  const started = await startUpstream()
  running.push(started)
  return started
}

const canary = 'canary-3f9a1c'

test('each nudge makes a poll at once, and a crowd of nudges makes few', async () => {
  const upstream = await upstreamAtWork()
  const { ask, client, until } = await serving({
    upstreams: [upstreamConfig('alertmanager', upstream.url, 3_600_000)],
  })
  await client.createGraph({ version: 1, id: 'shop', nodes: [{ id: 'checkout' }] })
  await until('shop', ({ upstreams }) => upstreams['alertmanager']?.ok === true)
  upstream.alerts = [{ alertname: 'down', labels: { service_id: 'checkout' } }]
  const nudge = await ask('/api/v1/webhooks/alertmanager', { method: 'POST', body: '{"version":"4","alerts":[]}' })
  expect(nudge.status).toBe(200)
  await until('shop', ({ nodes }) => nodes['checkout']?.lamp === 'critical')

  upstream.alerts = []
  const before = upstream.requests.get('/api/v2/alerts') ?? 0
  const crowd = await Promise.all(
    Array.from({ length: 100 }, () =>
      ask('/api/v2/alerts', { method: 'POST', body: '[{"labels":{"alertname":"x"}}]' }),
    ),
  )
  expect(new Set(crowd.map(({ status }) => status))).toEqual(new Set([200]))
  await until('shop', ({ nodes }) => nodes['checkout']?.lamp !== 'critical')
  expect((upstream.requests.get('/api/v2/alerts') ?? 0) - before).toBeLessThan(20)
  expect(await client.listAlerts()).not.toContainEqual(expect.objectContaining({ name: 'x' }))
})

test('what is no notification is refused by the webhook, and believed by nobody', async () => {
  const { ask } = await serving()
  for (const body of ['', 'hello', '[]', '42', 'null', '{"alerts":']) {
    const response = await ask('/api/v1/webhooks/alertmanager', { method: 'POST', body })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ code: 'body/syntax' })
  }
})

test('with a token, both nudge routes are closed to those who do not have it', async () => {
  const { ask, config, server } = await serving({ server: { nudgeToken: Secret.of(canary) } })
  const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`
  for (const path of ['/api/v1/webhooks/alertmanager', '/api/v2/alerts']) {
    const post = async (authorization?: string): Promise<number> =>
      (await ask(path, { method: 'POST', body: '{}', headers: authorization === undefined ? {} : { authorization } }))
        .status
    expect(await post()).toBe(401)
    expect(await post('Bearer wrong')).toBe(401)
    expect(await post('Bearer ')).toBe(401)
    expect(await post(basic(`anyone:wrong`))).toBe(401)
    expect(await post(`Bearer ${canary}`)).toBe(200)
    expect(await post(basic(`anyone:${canary}`))).toBe(200)
  }
  const { nudgeToken: _, ...open } = config.server
  await server.reload({ ...config, server: open })
  expect((await ask('/api/v2/alerts', { method: 'POST', body: '[]' })).status).toBe(200)
})

test('a token file that was emptied or is gone lets nobody nudge, and says so', async () => {
  let read = (): string => ''
  const { ask } = await serving({ server: { nudgeToken: new Secret(() => read()) } })
  const post = async (): Promise<Response> =>
    await ask('/api/v2/alerts', { method: 'POST', body: '[]', headers: { authorization: 'Bearer ' } })
  const closed = { code: 'server/not-ready', detail: expect.stringContaining('nudge_token_file') }
  expect(await (await post()).json()).toMatchObject(closed)
  read = () => {
    throw new Error('ENOENT')
  }
  expect(await (await post()).json()).toMatchObject(closed)
})

test('the server is ready while its store can be written, and says why when it cannot', async () => {
  const { ask } = await serving()
  expect((await ask('/-/ready')).status).toBe(200)
  expect(await (await ask('/api/health')).json()).toEqual({ ok: true })
  let failure: StoreFailure | undefined
  const failing = await serving({ options: { store: await storeThatFails(() => failure) } })
  await failing.client.createGraph({ version: 1, id: 'shop', nodes: [{ id: 'a' }] })
  const document = { version: 1, id: 'shop', name: 'Shop', nodes: [], edges: [] } as const

  failure = new StoreFailure('full', 'there is no space left for the database')
  const ready = await failing.ask('/-/ready')
  expect(ready.status).toBe(503)
  expect(await ready.json()).toMatchObject({ code: 'server/not-ready', detail: failure.message })
  expect((await failing.ask('/-/healthy')).status).toBe(200)
  await expect(failing.client.saveGraph(document, 1)).rejects.toMatchObject({
    problem: { status: 507, code: 'store/full', detail: failure.message },
  })
  // Viewing goes on.
  expect(await failing.client.listGraphs()).toMatchObject([{ id: 'shop', revision: 1 }])
  expect((await failing.client.readStatus('shop')).nodes).toHaveProperty('a')

  failure = new StoreFailure('read-only', 'the folder is read-only')
  await expect(failing.client.saveGraph(document, 1)).rejects.toMatchObject({ problem: { status: 503 } })
  expect(await (await failing.ask('/metrics')).text()).toMatch(/statusgraph_store_failures_total\{code="full"\} [1-9]/)

  failure = undefined
  expect((await failing.client.saveGraph(document, 1)).revision).toBe(2)
  expect((await failing.ask('/-/ready')).status).toBe(200)
})

test('a mistake of ours is told without its details', async () => {
  const failing = await serving({ options: { store: await storeThatFails(() => new TypeError(`secret ${canary}`)) } })
  const response = await failing.ask('/api/v1/graphs/shop/revisions')
  expect(response.status).toBe(500)
  const text = await response.text()
  expect(JSON.parse(text)).toMatchObject({ code: 'server/failure' })
  expect(text).not.toContain(canary)
  expect(text).not.toContain('.ts')
})

test('a configuration that is not in force is told to people and to Prometheus', async () => {
  const { ask, client, server, config } = await serving()
  expect(await (await ask('/metrics')).text()).toContain('statusgraph_config_last_reload_successful 1')
  server.reportConfigFault('statusgraph.yml:3:1: unknown key')
  expect(await client.readAbout()).toMatchObject({ configFault: 'statusgraph.yml:3:1: unknown key' })
  expect(await (await ask('/metrics')).text()).toContain('statusgraph_config_last_reload_successful 0')
  await server.reload({ ...config, links: [{ title: 'Grafana', url: 'https://grafana/{{service}}' }] })
  const about = await client.readAbout()
  expect(about).not.toHaveProperty('configFault')
  expect(about.links).toEqual([{ title: 'Grafana', url: 'https://grafana/{{service}}' }])
})

test('the metrics tell of upstreams, graphs, viewers and the server itself', async () => {
  const upstream = await upstreamAtWork()
  const { ask, client, until } = await serving({ upstreams: [upstreamConfig('alertmanager', upstream.url)] })
  await client.createGraph({ version: 1, id: 'shop', nodes: [{ id: 'checkout' }] })
  await until('shop', ({ upstreams }) => upstreams['alertmanager']?.ok === true)
  const text = await (await ask('/metrics')).text()
  for (const name of [
    'statusgraph_build_info{',
    'statusgraph_upstream_request_duration_seconds_bucket{',
    'statusgraph_upstream_up{upstream="alertmanager"} 1',
    'statusgraph_snapshot_age_seconds{graph="shop"}',
    'statusgraph_node_status{graph="shop",lamp="ok"}',
    'statusgraph_event_loop_lag_seconds',
    'statusgraph_viewers 0',
  ]) {
    expect(text).toContain(name)
  }
})

test('no secret of the configuration is in any answer or log line', async () => {
  const upstream = await upstreamAtWork()
  upstream.failure = 401
  const lines: string[] = []
  const secret = Secret.of(canary)
  const { ask, client, until } = await serving({
    server: { nudgeToken: secret },
    upstreams: [
      {
        ...upstreamConfig('alertmanager', upstream.url),
        client: { headers: [{ name: 'X-Token', values: [secret] }], basicAuth: { username: secret, password: secret } },
      },
      {
        ...upstreamConfig('prometheus', upstream.url),
        client: { headers: [], authorization: { type: 'Bearer', credentials: secret } },
      },
    ],
    options: { logger: { level: 'trace', stream: { write: (line: string) => void lines.push(line) } } },
  })
  await client.createGraph({ version: 1, id: 'shop', nodes: [{ id: 'checkout' }] })
  await until('shop', ({ upstreams }) => Object.values(upstreams).every(({ error }) => error !== undefined))
  await ask('/api/v2/alerts', { method: 'POST', headers: { authorization: `Bearer ${canary}` }, body: '[]' })
  const paths = [
    'graphs',
    'graphs/shop/status',
    'alerts',
    'services',
    'services/a/metrics?range=6h',
    'upstreams',
    'about',
  ]
  const answers = [...paths.map((path) => `/api/v1/${path}`), '/metrics', '/-/ready', '/nothing', '/api/nothing']
  for (const path of answers) {
    const response = await ask(path)
    expect(JSON.stringify([...response.headers]) + (await response.text())).not.toContain(canary)
  }
  expect(lines.join('')).toContain('the upstream gave no good answer')
  expect(lines.join('')).not.toContain(canary)
  expect(lines.join('')).not.toContain(Buffer.from(canary).toString('base64').slice(0, 12))
})

test('an upstream that fails all the time is told once, and once more when it is back', async () => {
  const upstream = await upstreamAtWork()
  upstream.failure = 500
  const lines: string[] = []
  const { client, until } = await serving({
    upstreams: [upstreamConfig('alertmanager', upstream.url, 50)],
    options: { logger: { level: 'info', stream: { write: (line: string) => void lines.push(line) } } },
  })
  await client.createGraph({ version: 1, id: 'shop', nodes: [{ id: 'checkout' }] })
  await expect.poll(() => upstream.requests.values().reduce((a, b) => a + b, 0), { timeout: 15_000 }).toBeGreaterThan(5)
  upstream.failure = undefined
  await until('shop', ({ upstreams }) => upstreams['alertmanager']?.ok === true)
  const text = lines.join('')
  expect(text.match(/the upstream gave no good answer/g)).toHaveLength(1)
  expect(text.match(/the upstream answers again/g)).toHaveLength(1)
})

/** A real store whose disk a test can take away. */
async function storeThatFails(failureNow: () => Error | undefined): Promise<GraphStore> {
  const dataDir = await mkdtemp(join(tmpdir(), 'statusgraph-store-'))
  running.push({ stop: () => rm(dataDir, { recursive: true, force: true }) })
  const store = await openStore({ dataDir, now: readClock })
  const refuse = (): void => {
    const failure = failureNow()
    if (failure) throw failure
  }
  return {
    ...store,
    async list() {
      refuse()
      return store.list()
    },
    async save(...args) {
      refuse()
      return store.save(...args)
    },
    async revisions(id) {
      refuse()
      return store.revisions(id)
    },
    async probe() {
      refuse()
      return store.probe()
    },
  }
}
