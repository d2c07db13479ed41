import { describe, expect, test } from 'vitest'
import { edge, graphOf, hour, node, putEdge, putNode, source, TopologyStory } from '../testing/topology-story.ts'

const traces = source('traces')
const istio = source('istio')
const ci = source('ci', { kind: 'push' })
const backstage = source('backstage', { kind: 'backstage' })

describe('a drawn node', () => {
  const sees = (drawn: object, found: Parameters<TopologyStory['seen']>[2], rules = {}) => {
    const graph = graphOf({
      rules,
      nodes: [
        { id: 'n1', name: 'Somebody else' },
        { id: 'n2', ...drawn },
      ],
    })
    const view = new TopologyStory(traces).seen('traces', 0, found).view(0, { graph })
    return view.nodes['n2']?.state === 'live' && Object.keys(view.nodes).length === 2
  }

  test.each([
    ['its name', { name: 'cart' }, 'cart'],
    ['its name, whatever the case', { name: 'Cart ' }, 'cart'],
    ['one of its services', { name: 'The cart', services: ['basket', 'cart'] }, 'cart'],
    ['a service with the namespace in it', { services: ['shop/cart'] }, 'shop/cart'],
    ['its namespace and service', { namespace: 'shop', services: ['cart'] }, 'shop/cart'],
    ['its namespace and name', { namespace: 'Shop', name: 'cart' }, node('shop/cart')],
    ['a service, where discovery knows no namespace', { namespace: 'shop', name: 'cart' }, 'cart'],
    ['the name of what has another id', { name: 'cart' }, node('x1', { name: 'cart' })],
    ['a typed name', { name: 'cart' }, node('x1', { name: 'x1', ids: ['container:cart'] })],
    ['a typed name with its namespace', { namespace: 'shop', name: 'cart' }, node('x', { ids: ['svc:shop/cart'] })],
    ['an address, when somebody draws one', { services: ['10.0.0.7'] }, node('db', { ids: ['ip:10.0.0.7'] })],
    ['a group with a service of its own', { kind: 'group', services: ['cart'] }, 'cart'],
  ])('is found by %s', (_, drawn, found) => {
    expect(sees(drawn, found)).toBe(true)
  })

  test.each([
    ['a bare name of which only the namespace is known elsewhere', { name: 'cart' }, 'shop/cart'],
    ['its name in another namespace', { namespace: 'dev', name: 'cart' }, 'shop/cart'],
    [
      'a typed name in another namespace',
      { namespace: 'dev', name: 'cart' },
      node('shop/x', { ids: ['container:cart'] }),
    ],
    ['its name when it binds to other services', { name: 'cart', services: ['basket'] }, 'cart'],
    ['the name of a group', { kind: 'group', name: 'cart' }, 'cart'],
    ['a piece of its name', { name: 'cart' }, 'cart-db'],
  ])('is not found by %s', (_, drawn, found) => {
    expect(sees(drawn, found)).toBe(false)
  })

  test('is found by its id, and by an alias before that', () => {
    expect(sees({ name: 'Cart of the shop' }, 'n2')).toBe(true)
    expect(sees({ name: 'x' }, 'cart', { aliases: [{ from: 'cart', to: 'n2' }] })).toBe(true)
    const graph = graphOf({
      rules: { aliases: [{ from: 'cart', to: 'other' }] },
      nodes: [{ id: 'cart' }, { id: 'other' }],
    })
    const view = new TopologyStory(traces).seen('traces', 0, 'cart').view(0, { graph })
    expect([view.nodes['other']?.state, view.nodes['cart']?.state]).toEqual(['live', 'missing'])
  })

  test('of two that a bare name could mean neither is taken, and both are suggested', () => {
    const graph = graphOf({
      nodes: [
        { id: 'a', name: 'cart', namespace: 'shop' },
        { id: 'b', name: 'cart', namespace: 'dev' },
      ],
    })
    const view = new TopologyStory(traces).seen('traces', 0, 'cart').view(0, { graph })
    expect(view.nodes['cart']?.state).toBe('undeclared')
    expect(view.suggestions.map(({ from, to }) => [from, to])).toEqual([
      ['cart', 'a'],
      ['cart', 'b'],
    ])
  })

  test('that is drawn twice is seen twice', () => {
    const graph = graphOf({
      nodes: [{ id: 'a', name: 'cart' }, { id: 'b', name: 'cart' }, { id: 'web' }],
      edges: [
        { id: 'one', source: 'web', target: 'a' },
        { id: 'two', source: 'web', target: 'b' },
      ],
    })
    const story = new TopologyStory(traces).seen('traces', 0, 'web→cart')
    expect(story.nodes(0, { graph })).toEqual({ a: 'live', b: 'live', web: 'live' })
    expect(story.edges(0, { graph })).toEqual({ one: 'live', two: 'live' })
  })

  test('that is two things at once shows the edges of both, and none between them', () => {
    const graph = graphOf({
      nodes: [{ id: 'cart', services: ['cart', 'cart-db'] }, { id: 'web' }],
      edges: [{ id: 'buys', source: 'web', target: 'cart' }],
    })
    const story = new TopologyStory(traces).seen('traces', 0, 'web→cart', 'cart→cart-db', 'cart-db→disk')
    expect(story.edges(0, { graph })).toEqual({ buys: 'live', 'cart→disk': 'undeclared' })
  })

  test('keeps what people drew, and learns the rest', () => {
    const graph = graphOf({
      nodes: [{ id: 'cart', name: 'Cart', kind: 'hexagon' }, { id: 'web' }],
      edges: [{ id: 'buys', source: 'web', target: 'cart', label: 'buys' }],
    })
    const found = node('cart', { kind: 'database', labels: { team: 'a' } })
    const view = new TopologyStory(traces)
      .seen('traces', 0, found, edge('web→cart', { label: 'GET', protocol: 'http' }))
      .view(0, { graph })
    expect(view.nodes['cart']).toMatchObject({ name: 'Cart', kind: 'hexagon', labels: { team: 'a' }, drawn: true })
    expect(view.edges['buys']).toMatchObject({ label: 'buys', protocol: 'http', drawn: true })
  })
})

describe('the drawing and reality', () => {
  const graph = graphOf({
    nodes: [
      { id: 'frontend' },
      { id: 'cart' },
      { id: 'payment' },
      { id: 'legacy', name: 'legacy-billing' },
      { id: 'customer', kind: 'actor' },
      { id: 'bank', kind: 'external' },
      { id: 'team', kind: 'group' },
    ],
    edges: [
      { id: 'asks', source: 'frontend', target: 'cart' },
      { id: 'bills', source: 'cart', target: 'payment' },
      { id: 'old', source: 'cart', target: 'legacy' },
    ],
  })
  const auto = { ...graph, dynamic: 'auto' } as const
  const seen = () => new TopologyStory(traces).seen('traces', 0, 'frontend→cart', 'frontend→payment', 'payment→fraud')

  test('what is drawn and not seen is missing, and what is seen and not drawn is undeclared', () => {
    expect(seen().edges(0, { graph })).toEqual({
      asks: 'live',
      bills: 'missing',
      old: 'missing',
      'frontend→payment': 'undeclared',
      'payment→fraud': 'undeclared',
    })
    expect(seen().nodes(0, { graph })).toEqual({
      frontend: 'live',
      cart: 'live',
      payment: 'live',
      legacy: 'missing',
      fraud: 'undeclared',
    })
  })

  test('a graph that draws by itself takes in what is not drawn', () => {
    expect(seen().edges(0, { graph: auto })).toMatchObject({ bills: 'missing', 'frontend→payment': 'live' })
    expect(seen().view(0, { graph: auto }).nodes['fraud']).not.toHaveProperty('drawn')
  })

  test('nothing is missing that no source could see', () => {
    expect(new TopologyStory(traces).nodes(0, { graph })).toEqual({})
    expect(new TopologyStory(traces).seen('traces', 0, 'a→b').nodes(0, { graph })).toEqual({
      a: 'undeclared',
      b: 'undeclared',
    })
    // Each end is seen by another source: neither can say that nothing goes from one to the other.
    const apart = new TopologyStory(traces, istio).seen('traces', 0, 'frontend→cart').seen('istio', 0, 'x→payment')
    expect(apart.edges(0, { graph })).not.toHaveProperty('bills')
    // Who sees no traffic cannot say that there is none.
    const structure = new TopologyStory(traces).seen('traces', 0, 'cart', 'payment')
    expect(structure.edges(0, { graph })).toEqual({})
  })

  test('nothing is missing because its source fails or has not answered yet', () => {
    expect(seen().failed('traces', 10).edges(10, { graph })).not.toHaveProperty('bills')
    expect(seen().failed('traces', 10).nodes(10, { graph })).not.toHaveProperty('legacy')
    expect(seen().restarted(10).edges(10, { graph })).not.toHaveProperty('bills')
    expect(seen().edges(60, { graph })).not.toHaveProperty('bills')
  })

  test('what vanishes is a ghost first, and missing once it is forgotten', () => {
    const story = seen()
    const states = new Set<string | undefined>()
    for (let seconds = 30; seconds < 25 * hour; seconds += 30) {
      story.seen('traces', seconds, 'frontend→payment', 'other→cart')
      if (seconds % 600 === 0) states.add(story.edges(seconds, { graph })['asks'])
    }
    states.add(story.edges(25 * hour - 30, { graph })['asks'])
    expect([...states]).toEqual(['stale', 'missing'])
  })

  test('what is only declared somewhere is missing all the same', () => {
    const declared = { provenance: 'declared' } as const
    const story = new TopologyStory(traces, backstage)
      .seen('traces', 0, 'frontend→cart', 'frontend→payment')
      .seen('backstage', 0, edge('cart→payment', declared), node('legacy-billing', declared))
    const view = story.view(0, { graph })
    expect(view.edges['bills']).toMatchObject({ state: 'missing', provenance: [{ source: 'backstage' }] })
    expect(view.nodes['legacy']).toMatchObject({ state: 'missing', provenance: [{ source: 'backstage' }] })
  })

  test('whoever pushes has seen what it says, and sees edges, but need not know every node', () => {
    const declared = { provenance: 'declared' } as const
    const pushed = new TopologyStory(ci).wrote(
      'ci',
      0,
      ...['frontend', 'cart', 'payment'].map((id) => putNode(id, declared)),
      putEdge('frontend→cart', declared),
    )
    expect(pushed.edges(0, { graph })).toEqual({ asks: 'live', bills: 'missing' })
    expect(pushed.nodes(0, { graph })).toEqual({ frontend: 'live', cart: 'live', payment: 'live' })
    const both = pushed.wrote('ci', 0, putEdge('cart→payment', declared))
    expect(both.edges(0, { graph })).toEqual({ asks: 'live', bills: 'live' })
  })

  test('whoever ignores an edge or a node does not miss it', () => {
    const rules = { ignore: [{ source: 'cart', target: 'payment' }, { node: 'legacy-billing' }] }
    expect(seen().edges(0, { graph, rules })).not.toHaveProperty('bills')
    expect(seen().nodes(0, { graph, rules })).not.toHaveProperty('legacy')
  })

  test('an undrawn thing is not called as a drawn one, and stands where it was placed, or pinned', () => {
    const framed = graphOf({
      dynamic: 'auto',
      rules: { pins: { fraud: { x: 7, y: 8 } } },
      nodes: [{ id: 'fraud', kind: 'group' }, { id: 'pay' }],
    })
    const story = new TopologyStory(traces).seen('traces', 0, 'pay→fraud', 'pay→cart')
    const view = story.view(0, { graph: framed })
    expect(Object.keys(view.nodes)).toEqual(expect.arrayContaining(['fraud#2', 'pay', 'cart']))
    expect(view.nodes['fraud#2']?.position).toEqual({ x: 7, y: 8 })
    expect(view.edges['pay→fraud#2']?.state).toBe('live')
  })
})
