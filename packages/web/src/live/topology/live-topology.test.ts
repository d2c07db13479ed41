import { applyTopologyDelta, diffTopology, emptyTopologyView } from '@statusgraph/model'
import type { TopologyEdge, TopologyNode, TopologySource, TopologyView } from '@statusgraph/model'
import type { WireTopology, WireTopologyDelta } from '@statusgraph/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createLiveTopology } from './live-topology.ts'

const at = '2026-11-22T12:00:00.000Z'
const provenance = [{ source: 'traces', kind: 'observed', state: 'live', firstSeen: at, lastSeen: at }] as const

function node(id: string, facts: Partial<TopologyNode> = {}): TopologyNode {
  return { id, name: id, state: 'live', provenance, ...facts }
}

function edge(source: string, target: string, ratePerSecond: number): TopologyEdge {
  const traffic = { layer: 'server', source: 'traces', ratePerSecond } as const
  return { id: `${source}→${target}`, source, target, state: 'live', traffic, provenance }
}

const whole: WireTopology = {
  revision: 7,
  at,
  map: 'shop',
  nodes: [node('web'), node('cart')],
  edges: [edge('web', 'cart', 10)],
  sources: [],
  suggestions: [],
}

function delta(revision: number, since: number, change: Partial<WireTopologyDelta>): WireTopologyDelta {
  return { revision, since, at, nodes: [], edges: [], removed: { nodes: [], edges: [] }, ...change }
}

/** A store, the requests that wait for an answer, and the calls that wait for their time. */
function openWorld() {
  const asked: {
    readonly since: number | undefined
    readonly answer: (answer: WireTopology | WireTopologyDelta) => Promise<void>
    readonly refuse: (reason: string) => Promise<void>
  }[] = []
  const waiting: (() => void)[] = []
  const topology = createLiveTopology(
    {
      wallMs: () => Date.parse(at),
      random: () => 0.5,
      isHidden: () => false,
      after(_, call) {
        waiting.push(call)
        return () => void waiting.splice(waiting.indexOf(call), 1)
      },
    },
    (since) => {
      const { promise, resolve, reject } = Promise.withResolvers<WireTopology | WireTopologyDelta>()
      const settle = async (): Promise<void> => {
        await promise.catch(() => undefined)
        await Promise.resolve()
      }
      asked.push({
        since,
        answer: (answer) => (resolve(answer), settle()),
        refuse: (reason) => (reject(new Error(reason)), settle()),
      })
      return promise
    },
  )
  return { topology, asked, waiting }
}

async function openKnown() {
  const world = openWorld()
  world.topology.setWanted(true)
  await world.asked[0]?.answer(whole)
  return world
}

test('nothing is asked for a graph that wants no discovery', () => {
  const { topology, asked } = openWorld()
  topology.hear(5)
  topology.hear(undefined)
  expect(asked).toEqual([])
  expect(topology.outline().isKnown).toBe(false)
})

test('what is new is asked for from what is known, one request at a time', async () => {
  const { topology, asked } = await openKnown()
  topology.hear(8)
  topology.hear(9)
  topology.hear(10)
  expect(asked.map(({ since }) => since)).toEqual([undefined, 7])
  await asked[1]?.answer(delta(9, 7, { edges: [edge('web', 'cart', 20)] }))
  expect(asked.map(({ since }) => since)).toEqual([undefined, 7, 9])
  expect(topology.edge('web→cart')?.traffic?.ratePerSecond).toBe(20)
})

test('a revision that is known already is not asked for again, a new connection asks', async () => {
  const { topology, asked } = await openKnown()
  topology.hear(7)
  expect(asked).toHaveLength(1)
  topology.hear(undefined)
  expect(asked).toHaveLength(2)
})

test('numbers that change are told to whoever looks at that edge, and are no other shape', async () => {
  const { topology, asked } = await openKnown()
  const shape = topology.shape()
  const told: string[] = []
  topology.subscribe('web→cart', () => told.push('edge'))
  topology.subscribe('cart', () => told.push('cart'))
  topology.hear(8)
  await asked[1]?.answer(delta(8, 7, { edges: [edge('web', 'cart', 99)] }))
  expect(told).toEqual(['edge'])
  expect(topology.shape()).toBe(shape)
  expect(topology.whole().edges['web→cart']?.traffic?.ratePerSecond).toBe(99)
})

test('what comes, goes, moves or is renamed is another shape', async () => {
  const { topology, asked } = await openKnown()
  const changes: Partial<WireTopologyDelta>[] = [
    { nodes: [node('pay')] },
    { nodes: [node('pay', { position: { x: 1, y: 2 } })] },
    { nodes: [node('pay', { position: { x: 1, y: 2 }, kind: 'database' })] },
    { removed: { nodes: ['pay'], edges: [] } },
    { removed: { nodes: [], edges: ['web→cart'] } },
  ]
  for (const [index, change] of changes.entries()) {
    const shape = topology.shape()
    topology.hear(8 + index)
    await asked[index + 1]?.answer(delta(8 + index, 7 + index, change))
    expect(topology.shape()).not.toBe(shape)
  }
  expect(topology.node('pay')).toBeUndefined()
  expect(topology.edge('web→cart')).toBeUndefined()
})

test('a whole answer forgets what it no longer holds', async () => {
  const { topology, asked } = await openKnown()
  topology.hear(8)
  await asked[1]?.answer({ ...whole, revision: 8, nodes: [node('web')], edges: [] })
  expect(Object.keys(topology.whole().nodes)).toEqual(['web'])
  expect(topology.edge('web→cart')).toBeUndefined()
})

test('an answer that failed is asked for again, whole, and until then the page says so', async () => {
  const { topology, asked, waiting } = await openKnown()
  topology.hear(8)
  await asked[1]?.refuse('the server is busy')
  expect(topology.outline().trouble?.reason).toBe('the server is busy.')
  expect(topology.edge('web→cart')).toBeDefined()
  waiting[0]?.()
  expect(asked[2]?.since).toBeUndefined()
  await asked[2]?.answer({ ...whole, revision: 8 })
  expect(topology.outline().trouble).toBeUndefined()
})

test('a page that lost the server shows discovery frozen, and later stale and without numbers', async () => {
  const { topology } = await openKnown()
  const changed: string[] = []
  topology.subscribeAll((ids) => changed.push(...ids))
  topology.setFreshness({ kind: 'stale', since: at, reason: 'the server cannot be reached' })
  expect(topology.edge('web→cart')).toMatchObject({ state: 'frozen', traffic: { ratePerSecond: 10 } })
  expect(changed).toEqual(['web', 'cart', 'web→cart'])
  topology.setFreshness({ kind: 'expired', since: at, reason: 'the server cannot be reached' })
  expect(topology.edge('web→cart')?.state).toBe('stale')
  expect(topology.edge('web→cart')?.traffic).toBeUndefined()
  topology.setFreshness({ kind: 'fresh' })
  expect(topology.edge('web→cart')?.state).toBe('live')
})

test('a graph that wants no discovery any more forgets it', async () => {
  const { topology } = await openKnown()
  topology.setWanted(false)
  expect(topology.whole().nodes).toEqual({})
  expect(topology.outline().isKnown).toBe(false)
})

test('an element called like an object’s own key has only its own', async () => {
  const { topology } = await openKnown()
  expect(topology.node('constructor')).toBeUndefined()
  expect(topology.whole().nodes['__proto__']).toBeUndefined()
})

const name = fc.constantFrom('web', 'cart', 'shop/cart', '__proto__', 'constructor')
const view: fc.Arbitrary<TopologyView> = fc
  .record({
    nodes: fc.uniqueArray(fc.record({ id: name, name }), { selector: ({ id }) => id, maxLength: 5 }),
    edges: fc.uniqueArray(fc.tuple(name, name, fc.nat(3)), { selector: ([a, b]) => `${a}→${b}`, maxLength: 8 }),
    sources: fc.uniqueArray(name, { maxLength: 2 }),
    suggestions: fc.array(fc.record({ from: name, to: name, reason: fc.constant('they look alike') }), {
      maxLength: 1,
    }),
  })
  .map(({ nodes, edges, sources, suggestions }) =>
    applyTopologyDelta(emptyTopologyView, {
      nodes: nodes.map((one) => node(one.id, one)),
      edges: edges.map(([source, target, rate]) => edge(source, target, rate)),
      removed: { nodes: [], edges: [] },
      sources: sources.map(source),
      suggestions,
    }),
  )

function source(called: string): TopologySource {
  const counts = { nodes: 0, edges: 0 }
  return { name: called, kind: 'push', detail: '', state: 'ok', warnings: [], caveats: [], ...counts }
}

test('what the page shows after each change is what the model makes of it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(view, { minLength: 2, maxLength: 5 }), async (views) => {
      const { topology, asked } = openWorld()
      topology.setWanted(true)
      let before: TopologyView | undefined
      for (const [index, after] of views.entries()) {
        const { nodes, edges, sources, suggestions } = after
        const all = { nodes: Object.values(nodes), edges: Object.values(edges), sources: Object.values(sources) }
        const change = before === undefined ? undefined : diffTopology(before, after)
        if (before !== undefined) topology.hear(index)
        const answer =
          before === undefined ? { revision: 0, at, ...all, suggestions } : delta(index, index - 1, change ?? {})
        await asked.at(-1)?.answer(answer)
        expect(topology.whole()).toEqual(after)
        before = after
      }
    }),
  )
})
