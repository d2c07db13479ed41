import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { GraphDocument } from '../graph/document.ts'
import { at, graphOf, hour, node, edge, source, TopologyStory } from '../testing/topology-story.ts'
import { applyTopologyDelta, diffTopology } from './diff-topology.ts'
import { readLayer, restoreLayers, writeLayers } from './layer-text.ts'
import type { Sighting, SeenEdge, SeenNode, TopologyWrite } from './sighting.ts'
import { provenanceKinds, trafficLayers } from './sighting.ts'
import { createTopology, nextTopologyChangeAfter } from './topology.ts'
import type { TopologyView } from './view.ts'

const name = fc.constantFrom(
  'cart',
  'web',
  'shop/cart',
  'shop/web',
  'dev/cart',
  'cart-1',
  '__proto__',
  'unknown',
  'a→b',
)
const typed = fc.constantFrom('svc:shop/cart', 'svc:dev/cart', 'ip:10.0.0.7', 'container:web', 'svc:__proto__')
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })
const provenance = fc.constantFrom(...provenanceKinds)

const seenNode: fc.Arbitrary<SeenNode> = fc
  .tuple(name, provenance, optional(fc.array(typed, { maxLength: 2 })), optional(fc.constantFrom('east', 'west')))
  .map(([id, kind, ids, cluster]) =>
    node(id, { provenance: kind, ...(ids ? { ids } : {}), ...(cluster ? { cluster } : {}) }),
  )

const seenEdge: fc.Arbitrary<SeenEdge> = fc
  .tuple(name, name, provenance, fc.constantFrom(...trafficLayers), optional(fc.nat(3)), fc.boolean())
  .map(([source, target, kind, layer, ratePerSecond, undirected]) => ({
    ...edge('→', { provenance: kind, traffic: { layer, ...(ratePerSecond === undefined ? {} : { ratePerSecond }) } }),
    source,
    target,
    ...(undirected ? { undirected } : {}),
  }))

const sighting: fc.Arbitrary<Sighting> = fc.record({
  nodes: fc.array(seenNode, { maxLength: 4 }),
  edges: fc.array(seenEdge, { maxLength: 6 }),
})

const stamp = optional(fc.nat(4).map((seconds) => at(seconds - 10).wallMs))
const write: fc.Arbitrary<TopologyWrite> = fc
  .tuple(fc.constantFrom('upsert', 'upsert', 'delete', 'touch'), fc.oneof(seenNode, seenEdge), stamp)
  .map(([op, element, tsMs]): TopologyWrite => {
    const timing = tsMs === undefined ? {} : { tsMs }
    if ('id' in element) {
      return op === 'upsert'
        ? { op, type: 'node', node: element, ...timing }
        : { op, type: 'node', id: element.id, ...timing }
    }
    const { source, target } = element
    return op === 'upsert'
      ? { op, type: 'edge', edge: element, ...timing }
      : { op, type: 'edge', source, target, ...timing }
  })
const writes = fc.array(write, { maxLength: 12 })

const pattern = fc.oneof(name, fc.constantFrom('*', 'shop/*', '*cart*'))
const graph: fc.Arbitrary<GraphDocument> = fc
  .record({
    dynamic: fc.constantFrom('overlay', 'auto'),
    rules: fc.record({
      aliases: fc.array(fc.record({ from: pattern, to: name }), { maxLength: 3 }),
      ignore: fc.array(fc.oneof(fc.record({ node: pattern }), fc.record({ source: pattern, target: pattern })), {
        maxLength: 2,
      }),
    }),
    nodes: fc.uniqueArray(
      fc.record({ id: name, name, namespace: fc.constantFrom('', 'shop'), kind: fc.constantFrom('service', 'group') }),
      {
        selector: ({ id }) => id,
        maxLength: 5,
      },
    ),
    ends: fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 5 }),
  })
  .map(({ ends, nodes, ...rest }) =>
    graphOf({
      ...rest,
      nodes,
      edges:
        nodes.length === 0
          ? []
          : ends.map(([a, b]) => ({ source: nodes[a % nodes.length]?.id, target: nodes[b % nodes.length]?.id })),
    }),
  )

type Step =
  | { readonly kind: 'seen'; readonly source: string; readonly after: number; readonly sighting: Sighting }
  | { readonly kind: 'failed'; readonly source: string; readonly after: number }
  | { readonly kind: 'written' | 'replaced'; readonly after: number; readonly writes: readonly TopologyWrite[] }

const after = fc.constantFrom(0, 1, 30, 600, hour, 30 * hour)
const polled = fc.constantFrom('traces', 'istio')
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('seen'), source: polled, after, sighting }),
  fc.record({ kind: fc.constant('failed'), source: polled, after }),
  fc.record({ kind: fc.constantFrom('written', 'replaced'), after, writes }),
)

const sources = [source('traces'), source('istio', { kind: 'kiali' }), source('ci', { kind: 'push' })]

function tell(steps: readonly Step[]): { readonly story: TopologyStory; readonly seconds: number } {
  const story = new TopologyStory(...sources)
  let seconds = 0
  for (const one of steps) {
    seconds += one.after
    if (one.kind === 'seen') story.sighted(one.source, seconds, one.sighting)
    else if (one.kind === 'failed') story.failed(one.source, seconds)
    else if (one.kind === 'written') story.wrote('ci', seconds, ...one.writes)
    else story.replaced('ci', seconds, ...one.writes)
  }
  return { story, seconds }
}

const told = fc.array(step, { maxLength: 8 })

test('applying the difference of two views to the first gives the second', () => {
  fc.assert(
    fc.property(told, told, graph, (some, more, through) => {
      const first = tell(some)
      const second = tell([...some, ...more])
      const a = first.story.view(first.seconds, { graph: through })
      const b = second.story.view(second.seconds, { graph: through })
      const delta = diffTopology(a, b)
      const wired = delta && JSON.parse(JSON.stringify(delta))
      expect(plain(wired === undefined ? a : applyTopologyDelta(a, wired))).toEqual(plain(b))
      expect(diffTopology(b, second.story.view(second.seconds, { graph: through }))).toBeUndefined()
    }),
  )
})

test('every edge of a view joins two of its nodes, and every element is called by its id', () => {
  fc.assert(
    fc.property(told, graph, (steps, through) => {
      const { story, seconds } = tell(steps)
      for (const lens of [{}, { graph: through }]) {
        const view = story.view(seconds, lens)
        for (const [id, { source, target, ...rest }] of Object.entries(view.edges)) {
          expect([id, id === rest.id, Object.hasOwn(view.nodes, source), Object.hasOwn(view.nodes, target)]).toEqual([
            id,
            true,
            true,
            true,
          ])
        }
        for (const [id, node] of Object.entries(view.nodes)) expect(node.id).toBe(id)
      }
    }),
  )
})

test('every drawn element that a view tells of is in the graph, and no other is called so', () => {
  fc.assert(
    fc.property(told, graph, (steps, through) => {
      const { story, seconds } = tell(steps)
      const view = story.view(seconds, { graph: through })
      const nodes = new Set(through.nodes.map(({ id }) => id))
      const edges = new Set(through.edges.map(({ id }) => id))
      for (const { id, drawn = false } of Object.values(view.nodes)) expect(nodes.has(id)).toBe(drawn)
      for (const { id, drawn = false } of Object.values(view.edges)) expect(edges.has(id)).toBe(drawn)
    }),
  )
})

test('no live element has numbers of a source that does not see it now', () => {
  fc.assert(
    fc.property(told, graph, (steps, through) => {
      const { story, seconds } = tell(steps)
      for (const edge of Object.values(story.view(seconds, { graph: through }).edges)) {
        if (edge.traffic === undefined || edge.state === 'frozen') continue
        const vouchers = edge.provenance.filter(
          ({ source, state }) => source === edge.traffic?.source && state !== 'stale',
        )
        expect(vouchers.map(({ state }) => state)).not.toEqual([])
        if (edge.state === 'live' || edge.state === 'idle')
          expect(vouchers.map(({ state }) => state)).not.toContain('frozen')
      }
    }),
  )
})

test('the order in which sources are heard of within a moment changes nothing', () => {
  fc.assert(
    fc.property(sighting, sighting, writes, graph, (traces, istio, pushed, through) => {
      const forth = new TopologyStory(...sources).sighted('traces', 0, traces).sighted('istio', 0, istio)
      forth.wrote('ci', 0, ...pushed)
      const back = new TopologyStory(...sources.toReversed()).wrote('ci', 0, ...pushed)
      back.sighted('istio', 0, istio).sighted('traces', 0, traces)
      expect(plain(back.view(0, { graph: through }))).toEqual(plain(forth.view(0, { graph: through })))
    }),
  )
})

test('a batch is its writes, one after the other', () => {
  fc.assert(
    fc.property(writes, writes, (before, batch) => {
      const together = new TopologyStory(...sources).wrote('ci', 0, ...before).wrote('ci', 1, ...batch)
      const apart = new TopologyStory(...sources).wrote('ci', 0, ...before)
      for (const one of batch) apart.wrote('ci', 1, one)
      expect(timeless(apart.view(1))).toEqual(timeless(together.view(1)))
    }),
  )
})

test('the same batch twice says the same as once, stamped or not', () => {
  fc.assert(
    fc.property(writes, fc.constantFrom('none', 'same', 'rising'), (batch, stamps) => {
      // To touch what is not there yet does nothing the first time, and something the second.
      const known = batch.filter(({ op }) => op !== 'touch')
      const stamped = known.map(({ tsMs: _, ...write }, index): TopologyWrite => {
        if (stamps === 'none') return write
        return { ...write, tsMs: at(stamps === 'same' ? 0 : index / 100 - 1).wallMs }
      })
      const story = new TopologyStory(...sources).wrote('ci', 0, ...stamped)
      const once = story.view(0)
      expect(timeless(story.wrote('ci', 0, ...stamped).view(0))).toEqual(timeless(once))
    }),
  )
})

test('the same snapshot twice says the same as once, and nothing of what was said before', () => {
  fc.assert(
    fc.property(writes, writes, (before, snapshot) => {
      const unstamped = snapshot.map(({ tsMs: _, ...rest }): TopologyWrite => rest)
      const first = before.map(({ tsMs: _, ...rest }): TopologyWrite => rest)
      const fresh = new TopologyStory(...sources).replaced('ci', 1, ...unstamped.filter(({ op }) => op === 'upsert'))
      const story = new TopologyStory(...sources).wrote('ci', 0, ...first)
      story.replaced('ci', 1, ...unstamped.filter(({ op }) => op === 'upsert'))
      expect(namesOf(story.view(1))).toEqual(namesOf(fresh.view(1)))
      const once = story.view(1)
      story.replaced('ci', 1, ...unstamped.filter(({ op }) => op === 'upsert'))
      expect(plain(story.view(1))).toEqual(plain(once))
    }),
  )
})

test('a text that was written is read back, and says the same', () => {
  fc.assert(
    fc.property(told, (steps) => {
      const { story, seconds } = tell(steps)
      const texts = writeLayers(story.topology)
      const { topology, dropped } = restoreLayers(createTopology(sources), texts, at(seconds))
      expect([...dropped]).toEqual([])
      expect([...writeLayers(topology)]).toEqual([...texts])
      const restored = new TopologyStory(...sources)
      restored.topology = topology
      // What was pushed stands as it stood; what was polled is frozen until it is polled again.
      const pushed = { rules: { sources: ['ci'] } }
      expect(restored.nodes(seconds, pushed)).toEqual(story.nodes(seconds, pushed))
      expect(namesOf(restored.view(seconds))).toEqual(namesOf(story.view(seconds)))
    }),
  )
})

test('a damaged text is refused with a reason, or what is left of it is read, and nothing throws', () => {
  fc.assert(
    fc.property(told, fc.nat(), fc.nat(20), fc.string({ maxLength: 4 }), (steps, where, length, scrap) => {
      for (const [source, text] of writeLayers(tell(steps).story.topology)) {
        const begin = where % (text.length + 1)
        const damaged = text.slice(0, begin) + scrap + text.slice(begin + length)
        const read = readLayer(damaged)
        if (!read.ok) expect(read.reason).not.toBe('')
        const { topology, dropped } = restoreLayers(createTopology(sources), new Map([[source, damaged]]), at(0))
        expect(topology.layers.size).toBe(3)
        if (!read.ok) expect(dropped.get(source)).toBe(read.reason)
        const story = new TopologyStory(...sources)
        story.topology = topology
        expect(() => story.view(0)).not.toThrow()
      }
    }),
  )
})

test('nothing changes by itself before the moment that is foretold', () => {
  fc.assert(
    fc.property(told, fc.integer({ min: 1, max: 40 * hour }), (steps, later) => {
      const { story, seconds } = tell(steps)
      const next = nextTopologyChangeAfter(story.topology, at(seconds))
      const limit = next === undefined ? at(seconds + later).monoMs : Math.min(next - 1, at(seconds + later).monoMs)
      const until = (limit - at(0).monoMs) / 1000
      expect(plain(story.view(until))).toEqual(plain(story.view(seconds)))
    }),
  )
})

function plain(view: TopologyView): unknown {
  return JSON.parse(JSON.stringify(view))
}

/** Without the moments, which a deletion in between may move. */
function timeless(view: TopologyView): unknown {
  return JSON.parse(JSON.stringify(view), (key, value: unknown) =>
    key === 'firstSeen' || key === 'lastSeen' ? '' : value,
  )
}

function namesOf({ nodes, edges }: TopologyView): unknown {
  return [Object.keys(nodes).toSorted(), Object.keys(edges).toSorted()]
}
