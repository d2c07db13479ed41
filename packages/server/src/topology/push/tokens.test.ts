import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { defaultMapping } from '@statusgraph/model'
import { Secret } from '@statusgraph/sources'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { buildOtlp } from '../../config/sources/otlp.ts'
import { adHocPush, type PushSourceConfig, type PushToken } from '../../config/sources/push.ts'
import { secretFromFile } from '../../config/secret-file.ts'
import { startServing, upstreamConfig, type Serving } from '../../testing/serving.ts'

const tokens = { ci: 'tok-ci-7f3a', agent: 'tok-agent-91bc', hashed: 'tok-hashed-22de' } as const

let serving: Serving
let folder: string
let log: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'statusgraph-tokens-'))
  await writeFile(join(folder, 'agent'), `${tokens.agent}\n`)
  log = ''
  const stream = new Writable({
    write(chunk, _encoding, done) {
      log += String(chunk)
      done()
    },
  })
  serving = await startServing({
    mapping: defaultMapping,
    upstreams: [upstreamConfig('prometheus', 'http://127.0.0.1:9', 3_600_000)],
    sources: {
      polled: [],
      otlp: buildOtlp(undefined),
      push: [
        source('ci', { kind: 'plain', secret: Secret.of(tokens.ci) }),
        source('agent', { kind: 'plain', secret: secretFromFile(join(folder, 'agent')) }),
        source('hashed', { kind: 'sha256', digest: createHash('sha256').update(tokens.hashed).digest('hex') }),
        source('open'),
      ],
    },
    options: { logger: { level: 'trace', stream } },
  })
})
afterEach(async () => {
  await serving.stop()
  await rm(folder, { recursive: true })
})

function source(name: string, token?: PushToken): PushSourceConfig {
  return {
    ...adHocPush,
    declaration: { ...adHocPush.declaration, name },
    ...(token === undefined ? {} : { token }),
  }
}

async function push(name: string, token?: string, query = ''): Promise<Response> {
  return serving.ask(`/api/v1/topology/sources/${name}/batch${query}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-ndjson',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: '{"op":"upsert","type":"node","id":"a"}',
  })
}

test('a source pushes with its own token, given as it is, in a file or as a digest', async () => {
  expect((await push('ci', tokens.ci)).status).toBe(200)
  expect((await push('agent', tokens.agent)).status).toBe(200)
  expect((await push('hashed', tokens.hashed)).status).toBe(200)
  expect((await push('open')).status).toBe(200)
})

test('without a token, or with a wrong one, nothing is pushed and the way to sign in is told', async () => {
  const missing = await push('ci')
  expect(missing.status).toBe(401)
  expect(missing.headers.get('www-authenticate')).toBe('Bearer realm="statusgraph push"')
  const wrong = await push('ci', 'tok-ci-7f3b')
  expect(wrong.status).toBe(401)
  expect(wrong.headers.get('www-authenticate')).toContain('error="invalid_token"')
  const basic = await serving.ask('/api/v1/topology/sources/ci', {
    method: 'DELETE',
    headers: { authorization: `Basic ${btoa(`x:${tokens.ci}`)}` },
  })
  expect(basic.status).toBe(401)
  expect(await (await serving.ask('/api/v1/topology/sources/ci')).json()).toEqual({ nodes: [], edges: [] })
})

test("a token is good for its own source only, and another source's is told apart from a wrong one", async () => {
  for (const [name, token] of [
    ['ci', tokens.agent],
    ['agent', tokens.hashed],
    ['hashed', tokens.ci],
  ] as const) {
    const refused = await push(name, token)
    expect(refused.status).toBe(403)
    expect(await refused.json()).toMatchObject({ code: 'topology/forbidden' })
  }
})

test('a token that was changed in its file is the good one at once', async () => {
  await writeFile(join(folder, 'agent'), 'rotated-and-longer\n')
  expect((await push('agent', tokens.agent)).status).toBe(401)
  expect((await push('agent', 'rotated-and-longer')).status).toBe(200)
  await rm(join(folder, 'agent'))
  const lost = await push('agent', 'rotated-and-longer')
  expect(lost.status).toBe(503)
  expect(await lost.text()).not.toContain(folder)
  expect((await push('ci', 'wrong')).status).toBe(401)
  await writeFile(join(folder, 'agent'), '')
  expect((await push('agent', '')).status).toBe(401)
})

test('as soon as sources are configured, nobody else may push', async () => {
  const response = await push('stranger', tokens.ci)
  expect(response.status).toBe(404)
  expect(await response.json()).toMatchObject({
    code: 'topology/source-unknown',
    detail: 'sources.push is configured, and "stranger" is none of it.',
  })
})

test('an empty list of sources closes the door', async () => {
  const closed = await startServing({ sources: { polled: [], otlp: buildOtlp(undefined), push: [] } })
  try {
    const init = { method: 'PUT', headers: { 'content-type': 'application/json' }, body: '{"nodes":[]}' }
    expect((await closed.ask('/api/v1/topology/sources/ci', init)).status).toBe(404)
  } finally {
    await closed.stop()
  }
})

test('what strangers pushed before is no longer believed once it is written down who may push', async () => {
  const open = await startServing()
  try {
    const init = { method: 'PUT', headers: { 'content-type': 'application/json' }, body: '{"nodes":[{"id":"a"}]}' }
    for (const name of ['ci', 'stranger']) await open.ask(`/api/v1/topology/sources/${name}`, init)
    const { otlp } = open.config.sources
    await open.server.reload({ ...open.config, sources: { polled: [], otlp, push: [source('ci')] } })
    const sources = await open.client.listTopologySources()
    expect(sources.map(({ name, nodes, configured }) => ({ name, nodes, configured }))).toEqual([
      { name: 'ci', nodes: 1, configured: true },
    ])
    expect((await open.client.readTopology()).nodes).toMatchObject([{ id: 'a', provenance: [{ source: 'ci' }] }])
  } finally {
    await open.stop()
  }
})

test('a name that is taken by somebody who is asked cannot be pushed to', async () => {
  const response = await push('prometheus')
  expect(response.status).toBe(409)
  expect(await response.json()).toMatchObject({ code: 'topology/source-taken' })
  const open = await startServing({ upstreams: [upstreamConfig('prometheus', 'http://127.0.0.1:9', 3_600_000)] })
  try {
    const init = { method: 'PUT', headers: { 'content-type': 'application/json' }, body: '{"nodes":[]}' }
    expect((await open.ask('/api/v1/topology/sources/prometheus', init)).status).toBe(409)
    for (const name of ['a%2Fb', '%2e%2e%2fx', '.hidden', 'x'.repeat(64), 'a%00b', '%E2%80%AEx']) {
      expect((await open.ask(`/api/v1/topology/sources/${name}`, init)).status).toBe(400)
    }
  } finally {
    await open.stop()
  }
})

test('a token in an address is refused, because addresses are written down', async () => {
  for (const name of ['token', 'access_token', 'Authorization']) {
    const response = await push('ci', tokens.ci, `?${name}=${tokens.ci}`)
    expect(response.status).toBe(400)
  }
})

test('tokens stand in no answer, no metric and no log', async () => {
  const answers: string[] = []
  for (const [name, token] of [
    ['ci', tokens.ci],
    ['ci', tokens.agent],
    ['agent', tokens.agent],
    ['hashed', tokens.hashed],
    ['nobody', tokens.ci],
  ] as const) {
    const response = await push(name, token)
    answers.push(JSON.stringify([...response.headers]), await response.text())
  }
  answers.push(await (await push('ci', tokens.ci, `?token=${tokens.ci}`)).text())
  for (const path of [
    '/metrics',
    '/api/v1/topology',
    '/api/v1/topology/sources',
    '/api/v1/upstreams',
    '/api/v1/about',
  ]) {
    answers.push(await (await serving.ask(path)).text())
  }
  await serving.server.reload(serving.config)
  const everything = answers.join('\n') + log
  const digest = createHash('sha256').update(tokens.hashed).digest('hex')
  for (const secret of [...Object.values(tokens), digest, folder]) expect(everything).not.toContain(secret)
  expect(everything).toContain('statusgraph_topology_pushed_total{source="ci",outcome="accepted"} 1')
})

test('lines are counted by source and outcome, and strangers share one name', async () => {
  const open = await startServing()
  try {
    for (const name of ['one', 'two']) {
      await open.ask(`/api/v1/topology/sources/${name}/batch`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-ndjson' },
        body: '{"op":"upsert","type":"node","id":"a"}\n{}',
      })
    }
    const metrics = await (await open.ask('/metrics')).text()
    expect(metrics).toContain('statusgraph_topology_pushed_total{source="other",outcome="accepted"} 2')
    expect(metrics).toContain('statusgraph_topology_pushed_total{source="other",outcome="rejected"} 2')
    expect(metrics).not.toContain('source="one"')
  } finally {
    await open.stop()
  }
})

test('a page of another site cannot push', async () => {
  const response = await serving.ask('/api/v1/topology/sources/open', {
    method: 'PUT',
    headers: { 'content-type': 'application/json', origin: 'https://evil.example' },
    body: '{"nodes":[]}',
  })
  expect(response.status).toBe(403)
})
