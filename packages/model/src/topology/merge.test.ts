import { describe, expect, test } from 'vitest'
import { edge, graphOf, node, putEdge, putNode, silentEdge, source, TopologyStory } from '../testing/topology-story.ts'
import type { Traffic } from './sighting.ts'

const traces = source('traces')
const istio = source('istio')
const kubernetes = source('kubernetes', { kind: 'kubernetes' })
const ci = source('ci', { kind: 'push' })
const server = (ratePerSecond: number, more: Partial<Traffic> = {}): Traffic => ({
  layer: 'server',
  ratePerSecond,
  ...more,
})

describe('identity', () => {
  test('nodes that share a typed name are one, whatever the sources call them', () => {
    const story = new TopologyStory(traces, istio)
      .seen('traces', 0, node('cart', { ids: ['svc:shop/cart'] }), 'web→cart')
      .seen('istio', 0, node('shop/cart', { ids: ['svc:shop/cart', 'workload:shop/cart-v1'] }), 'shop/cart→shop/db')
    expect(story.edges(0)).toEqual({ 'web→shop/cart': 'live', 'shop/cart→shop/db': 'live' })
    expect(story.view(0).nodes['shop/cart']).toMatchObject({
      name: 'cart',
      namespace: 'shop',
      ids: ['svc:shop/cart', 'workload:shop/cart-v1'],
      provenance: [{ source: 'istio' }, { source: 'traces' }],
    })
  })

  test.each(['ip:10.0.0.7', 'port:5432', 'dns:10.0.0.7:80', 'dns:localhost'])(
    'nodes that share nothing but %s are two',
    (typed) => {
      const story = new TopologyStory(traces, istio)
        .seen('traces', 0, node('db', { ids: [typed] }))
        .seen('istio', 0, node('shop/cart', { ids: [typed] }))
      expect(story.nodes(0)).toEqual({ db: 'live', 'shop/cart': 'live' })
    },
  )

  test('the same service in two clusters is two, and one that does not say where it is could be either', () => {
    const ids = ['svc:shop/cart']
    const story = new TopologyStory(traces, istio)
      .seen('istio', 0, node('east/shop/cart', { ids }), node('west/shop/cart', { ids }))
      .seen('traces', 0, node('shop/cart', { ids }))
    expect(Object.keys(story.nodes(0)).toSorted()).toEqual(['east/shop/cart', 'shop/cart', 'west/shop/cart'])
    story.seen('istio', 30, node('east/shop/cart', { ids }))
    const alone = new TopologyStory(traces, istio)
      .seen('istio', 0, node('east/shop/cart', { ids }))
      .seen('traces', 0, node('shop/cart', { ids }))
    expect(alone.nodes(0)).toEqual({ 'east/shop/cart': 'live' })
  })

  test('equal bare names only suggest that two nodes are one, until somebody says so', () => {
    const story = new TopologyStory(traces, istio)
      .seen('traces', 0, edge('web→cart', { traffic: { layer: 'client', ratePerSecond: 10, errorsPerSecond: 1 } }))
      .seen('istio', 0, edge('shop/web→shop/cart', { traffic: server(9, { errorsPerSecond: 2 }) }))
    expect(Object.keys(story.edges(0)).toSorted()).toEqual(['shop/web→shop/cart', 'web→cart'])
    expect(story.view(0).suggestions).toEqual([
      { from: 'cart', to: 'shop/cart', reason: 'cart (traces) and shop/cart (istio) look the same' },
      { from: 'web', to: 'shop/web', reason: 'web (traces) and shop/web (istio) look the same' },
    ])
    const rules = {
      aliases: [
        { from: 'cart', to: 'shop/cart' },
        { from: 'web', to: 'shop/web' },
      ],
    }
    const view = story.view(0, { rules })
    expect(view.suggestions).toEqual([])
    // One edge, with the numbers of the side that is believed most: no request is counted twice.
    expect(view.edges).toEqual({
      'shop/web→shop/cart': expect.objectContaining({
        traffic: { layer: 'server', ratePerSecond: 9, errorsPerSecond: 2, source: 'istio' },
      }),
    })
    expect(view.edges['shop/web→shop/cart']?.provenance.map(({ source }) => source)).toEqual(['istio', 'traces'])
  })

  test('two namespaces that have a service of the same name suggest nothing, nor does a source that knows both', () => {
    const story = new TopologyStory(traces, istio)
      .seen('istio', 0, 'shop/cart', 'dev/cart')
      .seen('traces', 0, 'pay', 'shop/pay')
    expect(story.view(0).suggestions).toEqual([])
  })

  test('a name with its namespace behind a dot only suggests, too', () => {
    const story = new TopologyStory(traces, istio)
      .seen('traces', 0, 'web.shop→cart.shop.svc.cluster.local', 'v1.2')
      .seen('istio', 0, 'shop/web→shop/cart')
    expect(story.view(0).suggestions.map(({ from, to }) => [from, to])).toEqual([
      ['cart.shop.svc.cluster.local', 'shop/cart'],
      ['web.shop', 'shop/web'],
    ])
    const graph = graphOf({ nodes: [{ id: 'c', name: 'cart', namespace: 'shop' }] })
    expect(story.view(0, { graph }).suggestions).toContainEqual({
      from: 'cart.shop.svc.cluster.local',
      to: 'c',
      reason: 'cart.shop.svc.cluster.local (traces) looks like the drawn “cart”',
    })
  })

  test('an alias takes a pattern, follows others to the end, and a circle of them ends', () => {
    const story = new TopologyStory(traces).seen('traces', 0, 'web→cart-1', 'web→cart-2', 'web→pay')
    const chain = [
      { from: 'cart-*', to: 'cart' },
      { from: 'cart', to: 'shop/cart' },
    ]
    expect(story.edges(0, { rules: { aliases: chain } })).toEqual({ 'web→shop/cart': 'live', 'web→pay': 'live' })
    const circle = [
      { from: 'cart-1', to: 'cart-2' },
      { from: 'cart-2', to: 'cart-1' },
    ]
    expect(Object.keys(story.edges(0, { rules: { aliases: circle } }))).toHaveLength(2)
  })

  test('an alias may name an address, which is not enough by itself', () => {
    const story = new TopologyStory(traces).seen(
      'traces',
      0,
      'web→10.0.0.7',
      node('10.0.0.7', { ids: ['ip:10.0.0.7'] }),
    )
    const rules = { aliases: [{ from: 'ip:10.0.0.7', to: 'shop/db' }] }
    expect(story.edges(0, { rules })).toEqual({ 'web→shop/db': 'live' })
  })

  test('one source may be asked alone', () => {
    const story = new TopologyStory(traces, istio).seen('traces', 0, 'web→cart').seen('istio', 0, 'web→pay')
    const view = story.view(0, { rules: { sources: ['istio'] } })
    expect([Object.keys(view.edges), Object.keys(view.sources)]).toEqual([['web→pay'], ['istio']])
  })
})

describe('numbers', () => {
  const both = (first: Traffic, second: Traffic) =>
    new TopologyStory(traces, istio)
      .seen('traces', 0, edge('web→cart', { traffic: first }))
      .seen('istio', 0, edge('web→cart', { traffic: second }))
      .view(0).edges['web→cart']?.traffic

  test.each([
    ['server', 'client'],
    ['client', 'proxy'],
    ['proxy', 'l4'],
  ] as const)('those of the %s are told before those of the %s, whoever has them', (better, worse) => {
    const [good, bad]: Traffic[] = [
      { layer: better, ratePerSecond: 1 },
      { layer: worse, ratePerSecond: 2 },
    ]
    if (good === undefined || bad === undefined) throw new Error('two are compared')
    expect(both(good, bad)).toEqual({ ...good, source: 'traces' })
    expect(both(bad, good)).toEqual({ ...good, source: 'istio' })
  })

  test('what the best source does not know is told by another, if it is a number of another kind', () => {
    const measured = server(5, { p95Seconds: 0.1 })
    const checked: Traffic = { layer: 'proxy', errorsPerSecond: 3, health: 0, bytesPerSecond: 9, deniedPerSecond: 1 }
    expect(both(measured, checked)).toEqual({
      ...measured,
      health: 0,
      bytesPerSecond: 9,
      deniedPerSecond: 1,
      source: 'traces',
    })
  })

  test('a target that one source finds ill is ill', () => {
    expect(both(server(1, { health: 1 }), { layer: 'l4', health: 0 })?.health).toBe(0)
  })

  test('edges of one source that become one are added up, but not what different sides of them count', () => {
    const rules = { aliases: [{ from: 'cart-*', to: 'cart' }] }
    const story = new TopologyStory(traces).seen(
      'traces',
      0,
      edge('web→cart-1', { traffic: server(1, { errorsPerSecond: 1, p95Seconds: 0.5 }) }),
      edge('web→cart-2', { traffic: server(2, { p95Seconds: 0.2 }) }),
      edge('web→cart-3', { traffic: { layer: 'client', ratePerSecond: 100 } }),
    )
    expect(story.view(0, { rules }).edges['web→cart']?.traffic).toEqual({
      layer: 'server',
      ratePerSecond: 3,
      errorsPerSecond: 1,
      p95Seconds: 0.5,
      source: 'traces',
    })
  })

  test('those of a source that fails are not told while another still sees the edge', () => {
    const story = new TopologyStory(traces, istio)
      .seen('traces', 0, edge('web→cart', { traffic: server(5) }))
      .seen('istio', 0, edge('web→cart', { traffic: { layer: 'l4', ratePerSecond: 7 } }))
      .failed('traces', 10)
    expect(story.view(10).edges['web→cart']).toMatchObject({ state: 'live', traffic: { source: 'istio' } })
  })

  test('an edge whose numbers are frozen is not live because a plan has it', () => {
    const story = new TopologyStory(traces, kubernetes)
      .seen('traces', 0, 'web→cart')
      .sighted('kubernetes', 0, { nodes: [], edges: [silentEdge('web→cart', { provenance: 'structure' })] })
      .failed('traces', 10)
    expect(story.view(10).edges['web→cart']).toMatchObject({ state: 'frozen', traffic: { source: 'traces' } })
  })

  test('a node that the platform sees running is live, though its traces fail, and not because a plan has it', () => {
    const catalogue = source('catalogue', { kind: 'backstage' })
    const story = new TopologyStory(traces, kubernetes, catalogue)
      .seen('traces', 0, 'web→cart')
      .seen('kubernetes', 0, node('cart', { provenance: 'structure' }))
      .seen('catalogue', 0, node('web', { provenance: 'declared' }))
      .failed('traces', 10)
    expect(story.nodes(10)).toEqual({ cart: 'live', web: 'frozen' })
  })

  test('a measurement makes more of an edge that was only declared', () => {
    const plan = silentEdge('web→cart', { provenance: 'declared', label: 'buys' })
    const story = new TopologyStory(traces, ci).wrote('ci', 0, { op: 'upsert', type: 'edge', edge: plan })
    expect(story.view(0).edges['web→cart']?.provenance.map(({ kind }) => kind)).toEqual(['declared'])
    const view = story.seen('traces', 0, edge('web→cart', { traffic: server(0), label: 'GET' })).view(0)
    expect(view.edges['web→cart']).toMatchObject({
      state: 'idle',
      label: 'buys',
      provenance: [
        { source: 'traces', kind: 'observed', state: 'idle' },
        { source: 'ci', kind: 'declared', state: 'live' },
      ],
    })
  })
})

describe('attributes', () => {
  test('who pushes is believed before an API, that before Prometheus, and then by priority', () => {
    const story = new TopologyStory(traces, source('important', { priority: 5 }), kubernetes, ci)
      .seen('traces', 0, node('db', { name: 'traced', namespace: 'a', kind: 'box', labels: { of: 'traces', t: '1' } }))
      .seen(
        'important',
        0,
        node('db', { name: 'important', namespace: 'b', kind: 'cache', labels: { of: 'important' } }),
      )
    expect(story.view(0).nodes['db']).toMatchObject({
      name: 'important',
      namespace: 'b',
      kind: 'cache',
      labels: { of: 'important', t: '1' },
    })
    story.seen('kubernetes', 0, node('db', { name: 'api', kind: 'database' }))
    expect(story.view(0).nodes['db']).toMatchObject({ name: 'api', namespace: 'b', kind: 'database' })
    story.wrote('ci', 0, putNode('db', { name: 'pushed' }))
    expect(story.view(0).nodes['db']).toMatchObject({ name: 'pushed', namespace: 'b', kind: 'database' })
    const rules = { kinds: { db: 'storage' } } as const
    expect(story.view(0, { rules }).nodes['db']?.kind).toBe('storage')
    expect(story.view(0, { rules: { kinds: { 'd*': 'queue' } } }).nodes['db']?.kind).toBe('queue')
  })

  test('the ends of an edge are nodes, even when nothing else tells of them', () => {
    const view = new TopologyStory(traces).seen('traces', 0, 'east/shop/web→pay').view(0)
    expect(view.nodes['east/shop/web']).toMatchObject({
      name: 'web',
      namespace: 'shop',
      cluster: 'east',
      state: 'live',
    })
    expect(view.nodes['pay']).toMatchObject({ name: 'pay', state: 'live', provenance: [{ source: 'traces' }] })
  })

  test('a node is as alive as the edges that end at it', () => {
    const story = new TopologyStory(ci).wrote('ci', 0, putNode('cart'), putEdge('web→pay'))
    story.wrote('ci', 600, putEdge('web→cart'))
    expect(story.nodes(600)).toEqual({ cart: 'live', web: 'live', pay: 'stale' })
  })
})

describe('what is not wanted', () => {
  const seen = () =>
    new TopologyStory(traces).seen('traces', 0, 'web→cart', 'web→probe-1', 'probe-2→cart', 'cart→db', 'web→db')

  test.each([
    [{ node: 'probe-*' }, ['cart→db', 'web→cart', 'web→db']],
    [{ node: 'cart' }, ['web→db', 'web→probe-1']],
    [{ source: 'web', target: 'db' }, ['cart→db', 'probe-2→cart', 'web→cart', 'web→probe-1']],
    [{ source: '*', target: 'cart' }, ['cart→db', 'web→db', 'web→probe-1']],
    [{ source: 'w*b', target: '*' }, ['cart→db', 'probe-2→cart']],
    [{ source: '*', target: '*' }, []],
    [{ node: 'w' }, ['cart→db', 'probe-2→cart', 'web→cart', 'web→db', 'web→probe-1']],
  ])('%j is ignored', (rule, left) => {
    expect(Object.keys(seen().edges(0, { rules: { ignore: [rule] } })).toSorted()).toEqual(left)
  })

  test('an ignored name is ignored under whatever name the thing is shown', () => {
    const rules = { aliases: [{ from: 'cart', to: 'shop/cart' }], ignore: [{ source: 'shop/cart', target: 'db' }] }
    expect(seen().edges(0, { rules })['shop/cart→db']).toBeUndefined()
    expect(seen().edges(0, { rules: { ...rules, ignore: [{ source: 'cart', target: 'db' }] } })).not.toHaveProperty([
      'shop/cart→db',
    ])
    expect(seen().nodes(0, { rules: { ...rules, ignore: [{ node: 'shop/*' }] } })).not.toHaveProperty(['shop/cart'])
  })

  test('nobody in particular, the machine itself and calls to oneself are not shown, unless somebody wants them', () => {
    const story = new TopologyStory(traces).seen(
      'traces',
      0,
      'web→cart',
      'unknown→web',
      'shop/unknown→web',
      'web→127.0.0.1',
      'web→localhost:8080',
      'cart→cart',
    )
    expect(story.edges(0)).toEqual({ 'web→cart': 'live' })
    expect(Object.keys(story.nodes(0)).toSorted()).toEqual(['cart', 'web'])
    expect(story.edges(0, { rules: { kinds: { unknown: 'actor' } } })).toHaveProperty(['unknown→web'])
    expect(story.edges(0, { rules: { aliases: [{ from: '127.0.0.1', to: 'proxy' }] } })).toHaveProperty(['web→proxy'])
    const graph = graphOf({
      nodes: [{ id: 'cart' }, { id: 'c', name: 'unknown' }],
      edges: [{ id: 'self', source: 'cart', target: 'cart' }],
    })
    expect(story.edges(0, { graph })).toMatchObject({ self: 'live', 'c→web': 'undeclared' })
  })

  test('an edge whose direction nobody knows joins one whose direction is known', () => {
    const l4 = edge('cart→web', { undirected: true, traffic: { layer: 'l4', bytesPerSecond: 5 } })
    const back = edge('db→cart', { undirected: true })
    const forth = edge('cart→db', { undirected: true })
    const story = new TopologyStory(traces, istio).seen('traces', 0, 'web→cart').seen('istio', 0, l4, back, forth)
    const view = story.view(0)
    expect(Object.keys(view.edges).toSorted()).toEqual(['cart→db', 'web→cart'])
    expect(view.edges['web→cart']).toMatchObject({ traffic: { ratePerSecond: 1, bytesPerSecond: 5 } })
    expect(view.edges['web→cart']).not.toHaveProperty('undirected')
    expect(view.edges['cart→db']).toMatchObject({ undirected: true })
    const graph = graphOf({
      nodes: [{ id: 'db' }, { id: 'cart' }],
      edges: [{ id: 'asks', source: 'cart', target: 'db' }],
    })
    expect(story.edges(0, { graph })).toMatchObject({ asks: 'live' })
  })
})

test('thousands of names for one thing, and one name for thousands, are looked at in a moment', () => {
  const nodes = Array.from({ length: 5_000 }, (_, index) => node(`n${index}`, { name: 'same', ids: ['svc:one'] }))
  const calls = Array.from({ length: 10_000 }, (_, index) => edge(`n${index % 5_000}→n${(index * 7) % 5_000}`))
  const drawnOften = graphOf({ nodes: nodes.map(({ id }) => ({ id: `drawn ${id}`, name: 'same' })) })
  const story = new TopologyStory(traces).seen('traces', 0, ...nodes, ...calls)
  expect(Object.keys(story.nodes(0))).toEqual(['n0'])
  expect(story.edges(0)).toEqual({})
  const rules = { aliases: [{ from: 'n*', to: 'all' }] }
  expect(Object.keys(story.nodes(0, { rules }))).toEqual(['all'])
  const apart = nodes.map(({ ids: _, ...rest }) => rest)
  const view = new TopologyStory(traces).seen('traces', 0, ...apart, ...calls).view(0, { graph: drawnOften })
  expect(Object.values(view.nodes).filter(({ state }) => state === 'live')).toHaveLength(20)
})
