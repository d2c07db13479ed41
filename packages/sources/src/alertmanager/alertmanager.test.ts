import { readFileSync } from 'node:fs'
import { defaultMapping, type Handover } from '@statusgraph/model'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { startSource } from '../start-source.ts'
import { answerAsAlertmanager, tellAlert, type AlertmanagerState } from '../testing/answers.ts'
import { startFaultServer, type Answering, type FaultServer } from '../testing/fault-server.ts'
import { recordHandovers } from '../testing/handovers.ts'
import { readAlertList } from './alert-list.ts'
import { memberName } from './alertmanager.ts'

async function serve(state: AlertmanagerState | (() => AlertmanagerState)): Promise<FaultServer> {
  return serveAnswers(answerAsAlertmanager(state))
}

async function serveAnswers(answering: Answering): Promise<FaultServer> {
  const server = await startFaultServer(answering)
  onTestFinished(() => server.close())
  return server
}

/** Polls so rarely by itself that only nudges make more than the first poll. */
function start(urls: readonly string[], intervalMs = 600_000) {
  const record = recordHandovers()
  const source = startSource(
    { name: 'am', kind: 'alertmanager', urls, client: { headers: [] }, intervalMs, timeoutMs: 15_000 },
    {
      mapping: defaultMapping,
      now: () => ({ monoMs: performance.now(), wallMs: Date.now() }),
      random: () => 0.5,
      onHandover: record.onHandover,
    },
  )
  onTestFinished(() => source.stop())
  return { source, ...record }
}

const recorded = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../testing/fixtures/alertmanager/0.25.0/${name}.json`, import.meta.url), 'utf8'))

test('what a real Alertmanager 0.25 says is read: active, silenced and inhibited alerts, start and version', async () => {
  const server = await serveAnswers(({ path }) => ({ body: recorded(path.slice('/api/v2/'.length)) }))
  const { next } = start([server.url])
  const handover = await next('alerts')
  const byName = Object.fromEntries(handover.alerts.map((alert) => [alert.labels['alertname'], alert]))
  expect(byName['service_down']).toMatchObject({
    state: 'active',
    suppressedBy: [],
    labels: { service_id: 'dead.svc', severity: 'critical' },
    annotations: { summary: 'dead.svc down' },
    generatorUrl: 'http://prometheus:9090/graph?g0.expr=up+%3D%3D+0&g0.tab=1',
  })
  expect(byName['Quiet']).toMatchObject({
    state: 'suppressed',
    suppressedBy: [{ kind: 'silence', by: 'ann', comment: 'deploying', until: '2026-11-22T15:58:00.162Z' }],
  })
  expect(byName['Child']).toMatchObject({ state: 'suppressed', suppressedBy: [{ kind: 'inhibition', by: 'Root' }] })
  expect(handover).toMatchObject({ version: '0.25.0', startedAtMs: Date.parse('2026-11-22T14:57:51.807Z') })
  expect(handover.upstreamWallMs).toBeGreaterThan(0)
  expect(JSON.stringify(handover)).not.toContain('canary-in-config')
})

test('an inhibiting alert that is not in the list is told by its fingerprint, and a mute time by its name', async () => {
  const alerts = [{ labels: { alertname: 'a' }, inhibitedBy: ['f00d'], mutedBy: ['weekend'] }]
  const { next } = start([(await serve({ alerts })).url])
  expect((await next('alerts')).alerts[0]?.suppressedBy).toEqual([
    { kind: 'inhibition', by: 'f00d' },
    { kind: 'mute-time', by: 'weekend' },
  ])
})

test.each(['unprocessed', 'a state of next year', 'active'])(
  'an alert whose state is %s counts as active',
  async (state) => {
    const { next } = start([(await serve({ alerts: [{ labels: {}, state }] })).url])
    expect((await next('alerts')).alerts[0]?.state).toBe('active')
  },
)

test('an answer with the same bytes hands over the same list', async () => {
  const state = {
    alerts: [{ labels: { alertname: 'a' }, silencedBy: ['s1'] }],
    silences: [{ id: 's1', createdBy: 'ann' }],
  }
  const { next, source } = start([(await serve(state)).url])
  const first = await next('alerts')
  source.nudge()
  const second = await next('alerts')
  expect(second.alerts).toBe(first.alerts)
  expect(second.at).not.toBe(first.at)
})

test('silences are asked for only while an alert is silenced, and not with every poll', async () => {
  let alerts: NonNullable<AlertmanagerState['alerts']> = [{ labels: { alertname: 'a' } }]
  const server = await serve(() => ({ alerts, silences: [{ id: 's1' }] }))
  const asked = () => server.received.filter(({ path }) => path === '/api/v2/silences').length
  const { next, source } = start([server.url])
  await next('alerts')
  expect(asked()).toBe(0)
  alerts = [{ labels: { alertname: 'a' }, silencedBy: ['s1'] }]
  source.nudge()
  await next('alerts', (handover) => handover.alerts[0]?.state === 'suppressed')
  source.nudge()
  await next('alerts')
  expect(asked()).toBe(1)
})

test('silences that cannot be read hide no alert, and are named as missing', async () => {
  const server = await serve({
    alerts: [{ labels: { alertname: 'a' }, silencedBy: ['s1'] }, { labels: { alertname: 'b' } }],
  })
  server.fail('internal-error', ({ path }) => path === '/api/v2/silences')
  const { next } = start([server.url])
  const { alerts, warnings } = await next('alerts')
  expect(alerts.map(({ state }) => state)).toEqual(['suppressed', 'active'])
  expect(alerts[0]?.suppressedBy).toEqual([{ kind: 'silence', id: 's1' }])
  expect(warnings).toEqual(['The silences could not be read: It answered with status 500: boom'])
})

test.each(['forbidden', 'hang-before-headers', 'html'] as const)(
  'a status that cannot be read (%s) hides no alert and invents no start',
  async (fault) => {
    const server = await serve({ alerts: [{ labels: { alertname: 'a' } }] })
    server.fail(fault, ({ path }) => path === '/api/v2/status')
    const handover = await start([server.url]).next('alerts')
    expect(handover.alerts).toHaveLength(1)
    expect(handover).not.toHaveProperty('startedAtMs')
  },
)

test('a restart shows in the very poll that brings the empty list', async () => {
  let state: AlertmanagerState = { alerts: [{ labels: { alertname: 'a' } }], startedAt: '2026-01-01T00:00:00Z' }
  const { next, source } = start([(await serve(() => state)).url])
  await next('alerts')
  state = { alerts: [], startedAt: '2026-01-02T00:00:00Z' }
  source.nudge()
  const empty = await next('alerts', ({ alerts }) => alerts.length === 0)
  expect(empty.startedAtMs).toBe(Date.parse('2026-01-02T00:00:00Z'))
})

test('a dead and a hanging member of a cluster fail alone; the others are polled on', async () => {
  const alive = await serve({ alerts: [{ labels: { alertname: 'a' } }] })
  const hanging = await serve({})
  hanging.fail('hang-before-headers')
  const { next, all, source } = start(['http://127.0.0.1:1', alive.url, hanging.url], 50)
  const isAlive = ({ facet }: Handover) => facet.kind === 'alerts' && facet.member === alive.url
  const dead = next('failed')
  await next('alerts', isAlive)
  await next('alerts', isAlive)
  expect((await dead).facet).toEqual({ kind: 'alerts', member: 'http://127.0.0.1:1' })
  expect(all.filter((handover) => handover.kind === 'failed' && isAlive(handover))).toEqual([])
  expect(source.polls().map(({ facet }) => facet)).toEqual([
    { kind: 'alerts', member: 'http://127.0.0.1:1' },
    { kind: 'alerts', member: alive.url },
    { kind: 'alerts', member: hanging.url },
  ])
})

test('a nudge looks twice, because Prometheus may tell us a moment before it has told the Alertmanager', async () => {
  const server = await serve({})
  const { next, source } = start([server.url])
  await next('alerts')
  source.nudge()
  await next('alerts')
  await next('alerts')
  expect(server.received.filter(({ path }) => path === '/api/v2/alerts')).toHaveLength(3)
})

test('a member is named by its URL without credentials, query and closing slash', () => {
  expect(memberName('http://ann:secret@am:9093/base/?token=x')).toBe('http://am:9093/base')
})

test('a probe tells the version, or which member cannot be used and why', async () => {
  const alive = await serve({})
  expect(await start([alive.url]).source.probe()).toEqual({ ok: true, version: '0.28.1' })
  expect(await start([alive.url, 'http://127.0.0.1:1']).source.probe()).toEqual({
    ok: false,
    message: 'http://127.0.0.1:1: The connection to 127.0.0.1:1 was refused.',
  })
})

const read = (answer: unknown) => readAlertList(Buffer.from(JSON.stringify(answer)))

test.each(['labels', 'fingerprint', 'startsAt', 'endsAt', 'status'])(
  'an alert without %s makes the whole answer wrong, so that none is lost silently',
  async (field) => {
    const good = tellAlert({ labels: { alertname: 'a' } })
    await expect(read([good, { ...Object(good), [field]: undefined }])).rejects.toMatchObject({ code: 'wrong-shape' })
  },
)

test('labels named like the machinery of JavaScript are plain labels', async () => {
  const text = JSON.stringify([tellAlert({ labels: { alertname: 'a' } })])
  const hostile = text.replace('"alertname"', '"__proto__":"p","constructor":"c","alertname"')
  const [alert] = await readAlertList(Buffer.from(hostile))
  expect(Object.entries(alert?.labels ?? {})).toEqual([
    ['__proto__', 'p'],
    ['constructor', 'c'],
    ['alertname', 'a'],
  ])
})

test('texts longer than 8 KiB are cut', async () => {
  const [alert] = await read([tellAlert({ labels: { alertname: 'x'.repeat(10_000_000) } })])
  expect(alert?.labels['alertname']).toHaveLength(8192)
})

test('a list that is long enough to be read in pieces is whole', async () => {
  const told = Array.from({ length: 5_000 }, (_, index) =>
    tellAlert({ labels: { alertname: 'ä'.repeat(50), i: `${index}` } }),
  )
  const alerts = await read(told)
  expect(alerts.map(({ labels }) => labels['i'])).toEqual(told.map((_, index) => `${index}`))
})

test('whatever JSON an upstream sends, it is read or refused as wrong, and nothing else happens', async () => {
  await fc.assert(
    fc.asyncProperty(fc.jsonValue({ maxDepth: 6 }), fc.boolean(), async (value, isListed) => {
      const answer = isListed ? [tellAlert({ labels: {} }), value] : value
      const outcome = await read(answer).catch((error: unknown) => error)
      if (Array.isArray(outcome)) expect(outcome).toHaveLength(Array.isArray(answer) ? answer.length : -1)
      else expect(outcome).toMatchObject({ code: 'wrong-shape' })
    }),
  )
})
