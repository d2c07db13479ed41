import { describe, expect, test } from 'vitest'
import {
  at,
  edge,
  hour,
  iso,
  minute,
  ms,
  node,
  putEdge,
  putNode,
  source,
  TopologyStory,
} from '../testing/topology-story.ts'
import type { TopologyWrite } from './sighting.ts'
import { layerLimits } from './layer.ts'
import { nextTopologyChangeAfter } from './topology.ts'

const traces = source('traces')
const ci = source('ci', { kind: 'push' })

describe('a source that is asked', () => {
  test('a target that is lost is a ghost after a while and not at once, and is gone after a day', () => {
    const story = new TopologyStory(traces).seen('traces', 0, 'web→cart', 'web→pay')
    const states: unknown[] = []
    for (let seconds = 30; seconds <= 25 * hour; seconds += 30) {
      story.seen('traces', seconds, 'web→cart')
      const state = story.edges(seconds)['web→pay']
      if (states.at(-1) !== state) states.push(state)
      if (seconds === 5 * minute) expect(state).toBe('live')
      if (seconds === 5 * minute + 30) expect(state).toBe('stale')
      if (seconds === 24 * hour) expect(state).toBe('stale')
    }
    expect(states).toEqual(['live', 'stale', undefined])
    expect(story.nodes(25 * hour)).toEqual({ web: 'live', cart: 'live' })
  })

  test('a target that is lost has no numbers any more once two intervals are over', () => {
    const story = new TopologyStory(traces).seen('traces', 0, 'web→cart', 'web→pay').seen('traces', 30, 'web→cart')
    expect(story.view(30).edges['web→pay']?.traffic?.ratePerSecond).toBe(1)
    story.seen('traces', 60, 'web→cart')
    expect(story.view(60).edges['web→pay']).toMatchObject({ state: 'live' })
    expect(story.view(60).edges['web→pay']?.traffic).toBeUndefined()
  })

  test('a source that is lost freezes what it said, for as long as it takes, and then goes on from there', () => {
    const story = new TopologyStory(traces).seen('traces', 0, 'web→cart', 'web→pay').seen('traces', 30, 'web→cart')
    story.failed('traces', 60)
    expect(story.edges(60)).toEqual({ 'web→cart': 'frozen', 'web→pay': 'frozen' })
    for (let seconds = 90; seconds < 30 * hour; seconds += 60) story.failed('traces', seconds)
    story.aged(30 * hour)
    expect(story.edges(30 * hour)).toEqual({ 'web→cart': 'frozen', 'web→pay': 'frozen' })
    expect(story.view(30 * hour).sources['traces']).toMatchObject({ state: 'failing', error: 'refused', edges: 2 })
    story.seen('traces', 30 * hour, 'web→cart')
    // One and a half minutes have been looked at: no source that was away makes anything old.
    expect(story.edges(30 * hour)).toEqual({ 'web→cart': 'live', 'web→pay': 'live' })
  })

  test('a ghost stays a ghost while its source fails', () => {
    const story = new TopologyStory(traces).seen('traces', 0, 'web→cart', 'web→pay')
    for (let seconds = 30; seconds <= 6 * minute; seconds += 30) story.seen('traces', seconds, 'web→cart')
    story.failed('traces', 7 * minute)
    expect(story.edges(7 * minute)).toEqual({ 'web→cart': 'frozen', 'web→pay': 'stale' })
  })

  test('a source that says nothing at all for two intervals is as good as lost', () => {
    const story = new TopologyStory(traces).seen('traces', 0, 'web→cart')
    expect(story.edges(59)).toEqual({ 'web→cart': 'live' })
    expect(nextTopologyChangeAfter(story.topology, at(1))).toBe(at(60).monoMs)
    expect(story.edges(60)).toEqual({ 'web→cart': 'frozen' })
    expect(story.view(60).sources['traces']?.state).toBe('failing')
    expect(nextTopologyChangeAfter(story.topology, at(60))).toBeUndefined()
  })

  test('a source that never answered is waited for', () => {
    expect(new TopologyStory(traces).view(0).sources['traces']).toEqual({
      name: 'traces',
      kind: 'prometheus',
      detail: 'traces, asked',
      state: 'waiting',
      warnings: [],
      caveats: [],
      nodes: 0,
      edges: 0,
    })
  })

  test('what stale means follows a long interval, and the configuration', () => {
    const slow = new TopologyStory(traces)
    const tell = (minutes: number, ids: readonly string[]) =>
      slow
        .sighted('traces', minutes * minute, { nodes: ids.map((id) => node(id)), edges: [] }, 10 * minute * 1000)
        .nodes(minutes * minute)
    expect([tell(0, ['cart']), tell(10, []), tell(20, []), tell(30, []), tell(40, [])].map(({ cart }) => cart)).toEqual(
      ['live', 'live', 'live', 'live', 'stale'],
    )
    const strict = new TopologyStory({ ...traces, staleAfterMs: 30_000, forgetAfterMs: 60_000 })
    strict.seen('traces', 0, 'cart').seen('traces', 30).seen('traces', 60)
    expect(strict.nodes(60)).toEqual({ cart: 'stale' })
    expect(strict.seen('traces', 90).nodes(90)).toEqual({})
  })

  test('an edge that has no requests is idle', () => {
    const idle = edge('web→cart', { traffic: { layer: 'server', ratePerSecond: 0 } })
    const still = edge('web→pay', { traffic: { layer: 'l4', bytesPerSecond: 0 } })
    const busy = edge('web→db', { traffic: { layer: 'l4', ratePerSecond: 0, bytesPerSecond: 7 } })
    const story = new TopologyStory(traces).seen('traces', 0, idle, still, busy)
    expect(story.edges(0)).toEqual({ 'web→cart': 'idle', 'web→pay': 'idle', 'web→db': 'live' })
    expect(story.nodes(0)['cart']).toBe('live')
  })

  test('whoever was seen first and last keeps those moments', () => {
    const story = new TopologyStory(traces)
    for (let seconds = 0; seconds <= hour; seconds += 30) story.seen('traces', seconds, 'web→cart')
    for (let seconds = hour; seconds <= 2 * hour; seconds += 30) story.seen('traces', seconds)
    expect(story.view(2 * hour).edges['web→cart']?.provenance).toEqual([
      { source: 'traces', kind: 'observed', state: 'stale', firstSeen: iso(0), lastSeen: iso(hour) },
    ])
  })

  test('looking again and seeing the same changes no element', () => {
    const story = new TopologyStory(traces).seen('traces', 0, 'web→cart', 'db')
    const before = story.view(0)
    const after = story.seen('traces', 30, 'web→cart', 'db').view(30)
    expect(after.nodes).toEqual(before.nodes)
    expect(after.edges).toEqual(before.edges)
  })

  test('being asked again at once, and seeing the same, changes nothing at all', () => {
    const story = new TopologyStory(traces).seen('traces', 0, 'web→cart')
    const before = story.view(0)
    expect(story.seen('traces', 1, 'web→cart').view(1)).toEqual(before)
    expect(story.seen('traces', 30, 'web→cart').view(30).sources['traces']?.lastGoodAt).toBe(iso(30))
    expect(story.failed('traces', 31).seen('traces', 32).view(32).sources['traces']?.lastGoodAt).toBe(iso(32))
  })

  test('a flood is bounded, what is left out is counted, and ghosts make room first', () => {
    const many = (prefix: string, count: number) => Array.from({ length: count }, (_, at) => node(`${prefix}${at}`))
    const story = new TopologyStory(traces).seen('traces', 0, ...many('old', 10))
    story.sighted('traces', 30, {
      nodes: many('new', layerLimits.nodes - 4),
      edges: [],
      leftOut: { nodes: 5, edges: 3 },
    })
    expect(story.view(30).sources['traces']).toMatchObject({
      nodes: layerLimits.nodes,
      leftOut: { nodes: 5, edges: 3 },
    })
    story.seen('traces', 60, ...many('newer', layerLimits.nodes + 7))
    expect(story.view(60).sources['traces']).toMatchObject({
      nodes: layerLimits.nodes,
      leftOut: { nodes: 7, edges: 0 },
    })
  })

  test('what a source says about itself is bounded, too', () => {
    const caveats = Array.from({ length: 500 }, () => 'long '.repeat(1000))
    const story = new TopologyStory(traces).sighted('traces', 0, { nodes: [], edges: [], caveats })
    expect(story.view(0).sources['traces']?.caveats.map(({ length }) => length)).toEqual(Array(20).fill(1000))
  })

  test('a lie about numbers is no number', () => {
    const traffic = {
      layer: 'server',
      ratePerSecond: NaN,
      errorsPerSecond: -1,
      p95Seconds: Infinity,
      health: 1,
    } as const
    const story = new TopologyStory(traces).seen('traces', 0, edge('web→cart', { traffic }))
    expect(story.view(0).edges['web→cart']?.traffic).toEqual({ layer: 'server', health: 1, source: 'traces' })
  })
})

describe('a source that pushes', () => {
  test('what it does not repeat grows old by itself, and is gone after its time to live', () => {
    const story = new TopologyStory(ci).wrote('ci', 0, putNode('cart', { ttlMs: hour * 1000 }), putNode('pay'))
    expect(nextTopologyChangeAfter(story.topology, at(0))).toBe(at(5 * minute).monoMs + 1)
    expect(story.nodes(5 * minute)).toEqual({ cart: 'live', pay: 'live' })
    expect(story.nodes(5 * minute + 1)).toEqual({ cart: 'stale', pay: 'stale' })
    expect(nextTopologyChangeAfter(story.topology, at(hour - 1))).toBe(at(hour).monoMs + 1)
    expect(story.nodes(hour)).toEqual({ cart: 'stale', pay: 'stale' })
    expect(story.nodes(hour + 1)).toEqual({ pay: 'stale' })
    expect(story.aged(hour + 1).topology.layers.get('ci')?.nodes.size).toBe(1)
    expect(story.nodes(24 * hour + 1)).toEqual({})
  })

  test('a touch keeps an element alive, with the time to live that it has', () => {
    const story = new TopologyStory(ci).wrote('ci', 0, putNode('cart', { ttlMs: minute * 1000 }))
    story.wrote('ci', 50, { op: 'touch', type: 'node', id: 'cart' }, { op: 'touch', type: 'node', id: 'nobody' })
    expect(story.nodes(110)).toEqual({ cart: 'live' })
    expect(story.view(110).nodes['cart']?.provenance[0]?.lastSeen).toBe(iso(50))
    expect(story.nodes(111)).toEqual({})
    story.wrote('ci', 112, { op: 'touch', type: 'node', id: 'cart' })
    expect(story.nodes(112)).toEqual({})
  })

  test('the same batch twice gives the same content', () => {
    const batch = [
      putNode('cart', { tsMs: ms(1) }),
      putEdge('web→cart', { tsMs: ms(2) }),
      putNode('old', { tsMs: ms(1) }),
      putEdge('web→old', { tsMs: ms(1) }),
      { op: 'delete', type: 'node', id: 'old', tsMs: ms(3) },
      { op: 'delete', type: 'edge', source: 'a', target: 'b' },
      putNode('later'),
      { op: 'delete', type: 'node', id: 'later' },
    ] as const
    const story = new TopologyStory(ci).wrote('ci', 10, ...batch)
    const once = story.view(10)
    expect(Object.keys(once.nodes).toSorted()).toEqual(['cart', 'web'])
    expect(story.wrote('ci', 11, ...batch).view(11)).toEqual(once)
  })

  test('a write about an older moment is ignored, also after a deletion', () => {
    const story = new TopologyStory(ci)
      .wrote('ci', 0, putNode('cart', { name: 'new', tsMs: ms(-10) }), putNode('pay', { tsMs: ms(-10) }))
      .wrote('ci', 1, putNode('cart', { name: 'old', tsMs: ms(-20) }))
      .wrote('ci', 2, { op: 'delete', type: 'node', id: 'cart', tsMs: ms(-11) })
      .wrote('ci', 3, { op: 'delete', type: 'node', id: 'pay', tsMs: ms(-5) })
      .wrote('ci', 4, putNode('pay', { tsMs: ms(-6) }))
    expect(story.view(4).nodes['cart']?.name).toBe('new')
    expect(story.nodes(4)).toEqual({ cart: 'live' })
    story.wrote('ci', 5, putNode('pay', { tsMs: ms(-4) }), putNode('cart', { name: 'no stamp' }))
    expect(story.nodes(5)).toEqual({ cart: 'live', pay: 'live' })
    expect(story.view(5).nodes['cart']?.name).toBe('no stamp')
  })

  test('a stamp from the far future does not silence the source for long', () => {
    const story = new TopologyStory(ci).wrote('ci', 0, putNode('cart', { name: 'liar', tsMs: ms(1000 * hour) }))
    story.wrote('ci', 6 * minute, putNode('cart', { name: 'honest', tsMs: ms(6 * minute) }))
    expect(story.view(6 * minute).nodes['cart']?.name).toBe('honest')
  })

  test('a snapshot replaces everything that the source said, and nothing that others say', () => {
    const story = new TopologyStory(ci, traces)
      .seen('traces', 0, 'web→cart')
      .wrote('ci', 0, putNode('cart'), putNode('pay'), putEdge('web→pay'))
      .replaced('ci', 1, putNode('cart'), putEdge('web→db'))
    expect(story.edges(1)).toEqual({ 'web→cart': 'live', 'web→db': 'live' })
    expect(Object.keys(story.nodes(1)).toSorted()).toEqual(['cart', 'db', 'web'])
    expect(story.replaced('ci', 2).edges(2)).toEqual({ 'web→cart': 'live' })
  })

  test('a deleted node takes its edges along, but none that was written after it', () => {
    const story = new TopologyStory(ci)
      .wrote('ci', 0, putNode('cart'), putEdge('web→cart'), putEdge('cart→db'), putEdge('web→pay'))
      .wrote('ci', 1, { op: 'delete', type: 'node', id: 'cart' }, putEdge('cart→db'))
    expect(story.edges(1)).toEqual({ 'web→pay': 'live', 'cart→db': 'live' })
  })

  test('a flood of deletions is bounded, and the latest of them are remembered', () => {
    const story = new TopologyStory(ci)
    for (let batch = 1; batch <= 5; batch++) {
      const deletions = Array.from({ length: 2_000 }, (_, index): TopologyWrite => {
        return { op: 'delete', type: 'node', id: `n${batch}-${index}`, tsMs: ms(batch) }
      })
      story.wrote('ci', batch, ...deletions)
    }
    expect(story.topology.layers.get('ci')?.buried.size).toBe(4_000)
    story.wrote('ci', 6, putNode('n5-0', { tsMs: ms(4) }), putNode('n4-0', { tsMs: ms(3) }))
    expect(story.nodes(6)).toEqual({})
  })

  test('a flood is bounded, and counted until there is room again', () => {
    const writes = Array.from({ length: layerLimits.nodes + 3 }, (_, index) => putNode(`n${index}`))
    const story = new TopologyStory(ci).wrote('ci', 0, ...writes)
    expect(story.view(0).sources['ci']).toMatchObject({ nodes: layerLimits.nodes, leftOut: { nodes: 3, edges: 0 } })
    story.wrote('ci', 1, { op: 'delete', type: 'node', id: 'n1' }, putNode('n1 again'), putNode('one more'))
    expect(story.view(1).sources['ci']).toMatchObject({ nodes: layerLimits.nodes, leftOut: { nodes: 1, edges: 0 } })
    story.wrote('ci', 2, putNode('n7'))
    expect(story.view(2).sources['ci']?.leftOut).toEqual({ nodes: 1, edges: 0 })
    story.wrote('ci', 3, { op: 'delete', type: 'node', id: 'n7' })
    expect(story.view(3).sources['ci']).not.toHaveProperty('leftOut')
  })

  test('a snapshot of other things has all the room', () => {
    const many = (prefix: string) =>
      Array.from({ length: layerLimits.nodes }, (_, index) => putNode(`${prefix}${index}`))
    const story = new TopologyStory(ci).replaced('ci', 0, ...many('a')).replaced('ci', 1, ...many('b'))
    expect(story.view(1).sources['ci']).not.toHaveProperty('leftOut')
    expect(story.nodes(1)['b7']).toBe('live')
  })

  test('elements with hostile names are elements like any other', () => {
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty']
    const story = new TopologyStory(ci).wrote(
      'ci',
      0,
      ...names.map((name) => putNode(name, { ids: [`svc:${name}`], labels: JSON.parse('{"__proto__":"x"}') })),
      putEdge('__proto__→constructor'),
    )
    expect(Object.keys(story.view(0).nodes).toSorted()).toEqual(names.toSorted())
    expect(Object.entries(story.view(0).nodes['__proto__']?.labels ?? {})).toEqual([['__proto__', 'x']])
    expect(story.edges(0)).toEqual({ '__proto__→constructor': 'live' })
  })
})

describe('a restart', () => {
  test('keeps when elements were seen first and last, and their ghosts', () => {
    const story = new TopologyStory(traces).seen('traces', 0, 'web→cart', edge('web→pay', { labels: { a: 'b' } }))
    for (let seconds = 30; seconds <= hour; seconds += 30) story.seen('traces', seconds, 'web→cart')
    const before = story.view(hour)
    story.restarted(3 * hour)
    expect(story.edges(3 * hour)).toEqual({ 'web→cart': 'frozen', 'web→pay': 'stale' })
    expect(story.view(3 * hour).sources['traces']).toMatchObject({ state: 'waiting', lastGoodAt: iso(hour) })
    expect(story.view(3 * hour).edges['web→pay']).toEqual(before.edges['web→pay'])
    expect(story.view(3 * hour).edges['web→cart']?.provenance).toEqual([
      { source: 'traces', kind: 'observed', state: 'frozen', firstSeen: iso(0), lastSeen: iso(hour) },
    ])
    story.seen('traces', 3 * hour, 'web→cart')
    expect(story.edges(3 * hour)).toEqual({ 'web→cart': 'live', 'web→pay': 'stale' })
    expect(story.view(3 * hour).edges['web→cart']?.provenance).toEqual([
      { source: 'traces', kind: 'observed', state: 'live', firstSeen: iso(0), lastSeen: iso(3 * hour) },
    ])
  })

  test('makes nothing older that nobody looked for', () => {
    const story = new TopologyStory(traces).seen('traces', 0, 'web→cart').restarted(48 * hour)
    story.seen('traces', 48 * hour)
    expect(story.edges(48 * hour)).toEqual({ 'web→cart': 'live' })
  })

  test('lets what was pushed grow old meanwhile, and remembers what was deleted', () => {
    const story = new TopologyStory(ci)
      .wrote('ci', 0, putNode('cart', { ttlMs: hour * 1000 }), putNode('pay'), putNode('gone', { tsMs: ms(0) }))
      .wrote('ci', 1, { op: 'delete', type: 'node', id: 'gone', tsMs: ms(1) })
      .restarted(2 * hour)
    expect(story.nodes(2 * hour)).toEqual({ pay: 'stale' })
    expect(story.view(2 * hour).sources['ci']?.state).toBe('ok')
    expect(story.wrote('ci', 2 * hour, putNode('gone', { tsMs: ms(0) })).nodes(2 * hour)).toEqual({ pay: 'stale' })
  })

  test('with a clock that went back makes nothing younger than it was', () => {
    const story = new TopologyStory(ci).wrote('ci', 0, putNode('cart')).wrote('ci', 6 * minute, putNode('pay'))
    expect(story.restarted(-hour).nodes(-hour)).toEqual({ cart: 'stale', pay: 'live' })
  })
})
