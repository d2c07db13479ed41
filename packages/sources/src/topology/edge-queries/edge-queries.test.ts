import { createServer } from 'node:http'
import type { TopologyHandover } from '@statusgraph/model'
import { expect, onTestFinished, test } from 'vitest'
import type { Answering } from '../../testing/index.ts'
import { listen, serve } from '../../testing/open-client.ts'
import type { EdgeQueriesConfig, EdgeQuery } from './edge-plan.ts'
import { presets } from './presets/presets.ts'
import { compilePlan } from './compile-plan.ts'
import { startEdgeQueries } from './start-edge-queries.ts'

type Row = readonly [labels: Readonly<Record<string, string>>, value: string]

/** Answers each query by the first text that it contains; what nobody knows has no series. */
function answerQueries(answers: Readonly<Record<string, readonly Row[] | string>>): Answering {
  return ({ parameters }) => {
    const query = parameters.get('query') ?? ''
    const found = Object.entries(answers).find(([part]) => query.includes(part))?.[1] ?? []
    if (typeof found === 'string') return { body: found }
    const result = found.map(([metric, value]) => ({ metric, value: [0, value] }))
    return { body: { status: 'success', data: { resultType: 'vector', result } } }
  }
}

const surroundings = {
  now: () => ({ wallMs: Date.now(), monoMs: performance.now() }),
  random: () => 0.5,
}

const calls: EdgeQuery = {
  layer: 'server',
  provenance: 'observed',
  queries: {
    rate: 'sum by ($by) (rate(calls[$window]))',
    presence: 'group by ($by) (last_over_time(calls[$lookback]))',
    errors: 'failed',
    p95: 'slow',
    bytes: ['sent', 'received'],
    health: 'healthy',
    denied: 'refused',
  },
  from: { id: '{{a}}' },
  to: { id: '{{b}}' },
}

function configFor(url: string, more: Partial<EdgeQueriesConfig> = {}): EdgeQueriesConfig {
  return {
    name: 'calls',
    kind: 'prometheus',
    detail: 'a test',
    priority: 0,
    forgetAfterMs: 60_000,
    intervalMs: 60_000,
    timeoutMs: 20_000,
    maxNodes: 2_000,
    maxEdges: 10,
    upstream: {
      name: 'prometheus',
      kind: 'prometheus',
      urls: [url],
      client: { headers: [] },
      intervalMs: 15_000,
      timeoutMs: 10_000,
    },
    plan: { edges: [calls], caveats: [] },
    windowMs: 300_000,
    lookbackMs: 3_600_000,
    ...more,
  }
}

async function ask(answering: Answering, more: Partial<EdgeQueriesConfig> = {}) {
  const server = await serve(answering)
  return { ...(await askAt(server.url, more)), received: server.received }
}

async function askAt(url: string, more: Partial<EdgeQueriesConfig> = {}) {
  const { promise, resolve } = Promise.withResolvers<TopologyHandover>()
  const source = startEdgeQueries(configFor(url, more), { ...surroundings, onHandover: resolve })
  onTestFinished(() => source.stop())
  return { handover: await promise, source }
}

function edgesOf(handover: TopologyHandover) {
  if (handover.kind !== 'seen') throw new Error(JSON.stringify(handover))
  return handover.sighting.edges
}

const ab = { a: 'web', b: 'cart' }

test('what several queries say is joined by the labels that the templates name', async () => {
  const { handover } = await ask(
    answerQueries({
      'rate(calls': [
        [{ ...ab, instance: '1' }, '2'],
        [{ ...ab, instance: '2' }, '3'],
      ],
      failed: [[ab, '1']],
      slow: [
        [{ ...ab, instance: '1' }, '0.2'],
        [{ ...ab, instance: '2' }, '0.7'],
      ],
      sent: [[ab, '10']],
      received: [[ab, '5']],
      healthy: [
        [{ ...ab, instance: '1' }, '1'],
        [{ ...ab, instance: '2' }, '0'],
      ],
      refused: [[ab, '4']],
    }),
  )
  expect(edgesOf(handover)).toEqual([
    {
      source: 'web',
      target: 'cart',
      provenance: 'observed',
      traffic: {
        layer: 'server',
        ratePerSecond: 5,
        errorsPerSecond: 1,
        p95Seconds: 0.7,
        bytesPerSecond: 15,
        deniedPerSecond: 4,
        health: 0,
      },
    },
  ])
})

test('an empty label is the same as none', async () => {
  const { handover } = await ask(answerQueries({ 'rate(calls': [[{ ...ab, type: '' }, '2']], failed: [[ab, '1']] }), {
    plan: { edges: [{ ...calls, protocol: '{{type}}' }], caveats: [] },
  })
  expect(edgesOf(handover)).toEqual([
    expect.objectContaining({ source: 'web', traffic: { layer: 'server', ratePerSecond: 2, errorsPerSecond: 1 } }),
  ])
})

test('what is no number is not told, and nothing is counted below nothing', async () => {
  const { handover } = await ask(
    answerQueries({
      'rate(calls': [
        [ab, '2'],
        [{ a: 'web', b: 'nan' }, 'NaN'],
        [{ a: 'web', b: 'below' }, '-1'],
      ],
      slow: [[ab, 'NaN']],
      sent: [[ab, '+Inf']],
    }),
  )
  expect(edgesOf(handover)).toEqual([
    expect.objectContaining({ target: 'cart', traffic: { layer: 'server', ratePerSecond: 2, errorsPerSecond: 0 } }),
  ])
})

test('more failures than requests are an accident of extrapolation', async () => {
  const { handover } = await ask(answerQueries({ 'rate(calls': [[ab, '2']], failed: [[ab, '2.1']] }))
  expect(edgesOf(handover)[0]?.traffic).toMatchObject({ ratePerSecond: 2, errorsPerSecond: 2 })
})

test('where nothing is there, nothing more is asked', async () => {
  const { handover, received } = await ask(answerQueries({}))
  expect(edgesOf(handover)).toEqual([])
  expect(received.map(({ parameters }) => parameters.get('query'))).toEqual([
    'sum by (a, b) (rate(calls[300s]))',
    'group by (a, b) (last_over_time(calls[3600s]))',
  ])
})

test('a plan never has two questions on the way at once', async () => {
  let open = 0
  let most = 0
  let asked = 0
  const slow = createServer((request, response) => {
    open += 1
    asked += 1
    most = Math.max(most, open)
    request.resume()
    setTimeout(() => {
      open -= 1
      const result = [{ metric: ab, value: [0, '1'] }]
      response.end(JSON.stringify({ status: 'success', data: { resultType: 'vector', result } }))
    }, 20)
  })
  const url = `http://127.0.0.1:${await listen(slow)}`
  const { handover } = await askAt(url)
  expect(edgesOf(handover)).toHaveLength(1)
  expect({ most, asked }).toEqual({ most: 1, asked: 8 })
})

test('an answer that is too large is asked for its busiest series instead, and the rest is counted', async () => {
  const busiest: readonly Row[] = Array.from({ length: 30 }, (_, index) => [
    { a: 'web', b: `b${index}` },
    String(index + 1),
  ])
  const flood = JSON.stringify({
    status: 'success',
    data: { resultType: 'vector', result: [] },
    pad: 'x'.repeat(9 * 1024 * 1024),
  })
  const { handover, received } = await ask(
    answerQueries({
      'and on (a, b) topk(30': [[{ a: 'web', b: 'b29' }, '3']],
      'topk(30': busiest,
      'count(': [[{}, '1000000']],
      'rate(calls': flood,
    }),
  )
  const edges = edgesOf(handover)
  expect(edges.map(({ target }) => target)).toEqual([
    'b29',
    'b28',
    'b27',
    'b26',
    'b25',
    'b24',
    'b23',
    'b22',
    'b21',
    'b20',
  ])
  expect(edges[0]?.traffic).toMatchObject({ ratePerSecond: 30, errorsPerSecond: 3 })
  expect(handover).toMatchObject({
    sighting: { leftOut: { nodes: 20, edges: 999_990 } },
    warnings: ['There are too many series: only the busiest edges are asked for, and none without traffic.'],
  })
  expect(received.some(({ parameters }) => parameters.get('query')?.includes('last_over_time'))).toBe(false)
})

test('when a flood is over, everything is asked for again', async () => {
  let isFlooding = true
  const flood = 'x'.repeat(9 * 1024 * 1024)
  const server = await serve((request) => {
    const isWhole = !/topk|count/.test(request.parameters.get('query') ?? '')
    return isWhole && isFlooding ? { body: flood } : answerQueries({ 'rate(calls': [[ab, '1']] })(request)
  })
  const warnings: number[] = []
  const { promise, resolve } = Promise.withResolvers<void>()
  const source = startEdgeQueries(configFor(server.url), {
    ...surroundings,
    onHandover(handover) {
      if (handover.kind !== 'seen') throw new Error(JSON.stringify(handover))
      warnings.push(handover.warnings.length)
      isFlooding = false
      if (handover.warnings.length === 0) resolve()
      else source.nudge()
    },
  })
  onTestFinished(() => source.stop())
  await promise
  expect(warnings.slice(0, -1).every((count) => count === 1)).toBe(true)
  expect(warnings.length).toBeGreaterThan(10)
})

test('an edge without a direction is the same one, whichever way its series comes first', async () => {
  const plan = { edges: [{ ...calls, undirected: true }], caveats: [] }
  const there: Row = [ab, '1']
  const back: Row = [{ a: 'cart', b: 'web' }, '2']
  for (const rows of [[there, back], [back, there], [there], [back]]) {
    const { handover } = await ask(answerQueries({ 'rate(calls': rows }), { plan })
    expect(edgesOf(handover)).toMatchObject([{ source: 'cart', target: 'web', undirected: true }])
  }
})

test('hostile names are cleaned, and never too long', async () => {
  const { handover } = await ask(
    answerQueries({ 'rate(calls': [[{ a: `we\u202eb→\n${'x'.repeat(5_000)}`, b: '__proto__' }, '2']] }),
  )
  if (handover.kind !== 'seen') throw new Error('not seen')
  const [first, second] = handover.sighting.nodes
  expect(first?.id).toMatch(/^web> x{150}/)
  expect(first?.id.length).toBeLessThanOrEqual(200)
  expect(second).toMatchObject({ id: '__proto__', name: '__proto__' })
})

test('an id may hold namespace and cluster, and what is missing of it is left out', async () => {
  const rows: readonly Row[] = [
    [{ a: 'eu/shop/web', b: '/cart' }, '1'],
    [{ a: 'shop/web', b: 'a/b/c/d' }, '1'],
  ]
  const { handover } = await ask(answerQueries({ 'rate(calls': rows }))
  if (handover.kind !== 'seen') throw new Error('not seen')
  expect(handover.sighting.nodes.map(({ id, name, namespace, cluster }) => [id, name, namespace, cluster])).toEqual(
    expect.arrayContaining([
      ['eu/shop/web', 'web', 'shop', 'eu'],
      ['shop/web', 'web', 'shop', undefined],
      ['cart', 'cart', undefined, undefined],
      ['a/b/c/d', 'a/b/c/d', undefined, undefined],
    ]),
  )
})

test('no more nodes than may be kept, the busiest edges first', async () => {
  const rows: readonly Row[] = [
    [{ a: 'a', b: 'b' }, '9'],
    [{ a: 'c', b: 'd' }, '8'],
    [{ a: 'a', b: 'c' }, '7'],
  ]
  const { handover } = await ask(answerQueries({ 'rate(calls': rows }), { maxNodes: 3 })
  expect(edgesOf(handover).map(({ source, target }) => source + target)).toEqual(['ab', 'ac'])
  expect(handover).toMatchObject({ sighting: { leftOut: { nodes: 1, edges: 1 } } })
})

test('an answer that is no vector is a failure that names the query', async () => {
  const { handover } = await ask(() => ({
    body: { status: 'success', data: { resultType: 'scalar', result: [0, '1'] } },
  }))
  expect(handover).toMatchObject({
    kind: 'failed',
    failure: { message: 'The query "rate" failed: The answer has an unexpected shape: its resultType is not vector.' },
  })
})

test('when only the idle edges cannot be had, the busy ones are seen and it is said', async () => {
  const good = answerQueries({ 'rate(calls': [[ab, '2']] })
  const body = { status: 'error', errorType: 'execution', error: 'query processing would load too many samples' }
  const { handover } = await ask((request) =>
    request.parameters.get('query')?.includes('last_over_time') === true ? { status: 422, body } : good(request),
  )
  expect(edgesOf(handover)).toHaveLength(1)
  expect(handover).toMatchObject({
    warnings: [
      expect.stringMatching(/^Edges without traffic are not seen\. The query "presence" failed: .*too many samples/),
    ],
  })
})

test('a failure that is no fault of a query names none', async () => {
  const { handover } = await ask(() => ({ status: 401, body: 'who are you?' }))
  expect(handover).toMatchObject({
    kind: 'failed',
    failure: { code: 'unauthorized', message: 'It refused the credentials (401): who are you?' },
  })
})

test('a probe counts what would be found, or says why nothing is', async () => {
  const { source } = await ask(answerQueries({ 'rate(calls': [[ab, '2']] }))
  expect(await source.probe()).toEqual({ ok: true, nodes: 2, edges: 1 })
  const { source: other } = await ask(answerQueries({ 'rate(calls': [[{ b: 'cart' }, '2']] }))
  expect(await other.probe()).toEqual({
    ok: false,
    message: 'The only series has not the label a, which names where an edge begins.',
  })
})

test('a name in two clusters stays two nodes when one of them is silent for a while', async () => {
  const from = { name: '{{a}}', namespace: '{{ns}}', cluster: '{{cluster}}', sparesCluster: true }
  const both: readonly Row[] = [
    [{ a: 'web', ns: 'shop', cluster: 'east', b: 'db' }, '1'],
    [{ a: 'web', ns: 'shop', cluster: 'west', b: 'db' }, '1'],
  ]
  let rows = both
  const plan = { edges: [{ ...calls, from }], caveats: [] }
  const server = await serve((request) => answerQueries({ 'rate(calls': rows })(request))
  const handovers: TopologyHandover[] = []
  const { promise, resolve } = Promise.withResolvers<void>()
  const source = startEdgeQueries(configFor(server.url, { plan }), {
    ...surroundings,
    onHandover(handover) {
      handovers.push(handover)
      if (handovers.length === 2) return resolve()
      rows = both.slice(0, 1)
      source.nudge()
    },
  })
  onTestFinished(() => source.stop())
  await promise
  expect(handovers.map((handover) => edgesOf(handover).map((edge) => edge.source))).toEqual([
    ['east/shop/web', 'west/shop/web'],
    ['east/shop/web'],
  ])
})

test.each(presets)('the templates and queries of the preset $name are good', (preset) => {
  for (const { queries, labels } of compilePlan(preset, { windowMs: 300_000, lookbackMs: 3_600_000 })) {
    expect(labels).not.toEqual([])
    for (const { promql } of queries) {
      expect(promql).not.toContain('$by')
      expect(promql).not.toMatch(/\$(?:window|lookback)/)
    }
  }
  expect(preset.proof.every((selector) => /^[a-z_]+(\{[^{}]*\})?$/.test(selector))).toBe(true)
})
