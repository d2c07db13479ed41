import { expect, test } from 'vitest'
import { serve } from '../../testing/open-client.ts'
import type { Received } from '../../testing/fault-server.ts'
import { runTopology, topologySettings } from '../../testing/run-topology.ts'
import { readPage } from './read-entities.ts'
import { sightEntities } from './sight-entities.ts'
import type { BackstageConfig } from './start-backstage.ts'

type Relation = readonly [type: string, targetRef: string]

/** An entity as the catalog sends it. */
function entity(
  kind: string,
  name: string,
  relations: readonly Relation[] = [],
  more: Readonly<Record<string, unknown>> = {},
) {
  const { namespace = 'default', annotations = {}, title, ...spec } = more
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, namespace, annotations, title, uid: name },
    spec,
    relations: relations.map(([type, targetRef]) => ({ type, targetRef })),
  }
}

const shop = [
  entity(
    'Component',
    'web',
    [
      ['consumesApi', 'api:default/cart'],
      ['partOf', 'system:default/shop'],
      ['ownedBy', 'group:default/team-a'],
    ],
    { type: 'website', system: 'shop', owner: 'team-a' },
  ),
  entity(
    'Component',
    'cart',
    [
      ['providesApi', 'api:default/cart'],
      ['dependsOn', 'resource:default/cart-db'],
      ['dependsOn', 'component:default/gone'],
    ],
    { type: 'service', lifecycle: 'production' },
  ),
  entity(
    'API',
    'cart',
    [
      ['apiProvidedBy', 'component:default/cart'],
      ['apiConsumedBy', 'component:default/web'],
    ],
    { type: 'openapi' },
  ),
  entity('Resource', 'cart-db', [['dependencyOf', 'component:default/cart']], { type: 'postgres-database' }),
  entity('System', 'shop', [['hasPart', 'component:default/web']]),
  entity('Group', 'team-a'),
]
const sight = (entities: readonly object[]) => sightEntities(readPage({ items: entities }).entities)

test('relations become declared edges: who depends, who consumes, who carries out', () => {
  const { nodes, edges } = sight(shop)
  expect(edges.map(({ source, target, label, provenance }) => [source, target, label, provenance])).toEqual([
    ['web', 'cart-api', 'consumes', 'declared'],
    ['cart-api', 'cart', 'provided by', 'declared'],
    ['cart', 'cart-db', 'depends on', 'declared'],
  ])
  expect(nodes.map(({ id, kind, ids }) => [id, kind, ids])).toEqual([
    ['web', 'service', ['component:default/web']],
    ['cart', 'service', ['component:default/cart']],
    ['cart-api', 'hexagon', ['api:default/cart']],
    ['cart-db', 'database', ['resource:default/cart-db']],
  ])
  expect(nodes[0]?.labels).toEqual({ kind: 'component', type: 'website', system: 'shop', owner: 'team-a' })
})

test('a system is drawn only where something depends on it', () => {
  const entities = [
    entity('System', 'a', [['dependsOn', 'system:default/b']]),
    entity('System', 'b'),
    entity('System', 'c'),
  ]
  const { nodes, edges } = sight(entities)
  expect(nodes.map(({ id }) => id)).toEqual(['a', 'b'])
  expect(edges).toHaveLength(1)
})

test('namespaces are those of the catalog, or of Kubernetes where that is noted', () => {
  const entities = [
    entity('Component', 'a', [['dependsOn', 'component:Pay/B']], {
      annotations: { 'backstage.io/kubernetes-namespace': 'shop' },
    }),
    entity('Component', 'B', [], { namespace: 'pay', title: 'The B' }),
  ]
  const { nodes, edges } = sight(entities)
  expect(nodes.map(({ id, name }) => [id, name])).toEqual([
    ['shop/a', 'a'],
    ['pay/B', 'The B'],
  ])
  expect(edges).toMatchObject([{ source: 'shop/a', target: 'pay/B' }])
})

test.each([
  ['s3-bucket', 'x', 'storage'],
  ['kafka-topic', 'orders', 'queue'],
  ['cache', 'x', 'cache'],
  [undefined, 'orders-redis', 'cache'],
  ['thing', 'x', 'box'],
])('a resource of type %s called %s is drawn as %s', (type, name, kind) => {
  expect(sight([entity('Resource', name, [], { type })]).nodes[0]?.kind).toBe(kind)
})

test('hostile entities are names and texts like others', () => {
  const entities = [
    entity('Component', '__proto__', [
      ['dependsOn', 'component:default/constructor'],
      ['__proto__', 'x'],
      ['dependsOn', '::::'],
    ]),
    entity('Component', 'constructor', [['dependsOn', 'component:default/__proto__']]),
    { kind: 'Component', metadata: { name: 'bare' }, relations: [7, null, { type: 'dependsOn' }] },
    {
      kind: 'Component',
      metadata: { name: 'old' },
      relations: [{ type: 'dependsOn', target: { kind: 'component', name: 'bare' } }],
    },
  ]
  const { nodes, edges } = sight(entities)
  expect(nodes.map(({ id }) => id)).toEqual(['__proto__', 'constructor', 'bare', 'old'])
  expect(edges.map(({ source, target }) => `${source} ${target}`)).toEqual([
    '__proto__ constructor',
    'constructor __proto__',
    'old bare',
  ])
})

function configOf(url: string, more: Partial<BackstageConfig> = {}): BackstageConfig {
  return { ...topologySettings('backstage'), url, client: { headers: [] }, filters: [], ...more }
}

/** A catalog that gives two entities at a time. */
function paged(entities: readonly object[]) {
  return ({ parameters }: Received) => {
    const from = Number(parameters.get('cursor') ?? '0')
    const more = from + 2 < entities.length ? { nextCursor: String(from + 2) } : {}
    return { body: { items: entities.slice(from, from + 2), totalItems: entities.length, pageInfo: more } }
  }
}

test('the catalog is read page by page, and only for what is drawn', async () => {
  const backstage = await serve(paged(shop))
  const running = runTopology(configOf(backstage.url))
  const { sighting } = await running.next('seen')
  expect([sighting.nodes.length, sighting.edges.length]).toEqual([4, 3])
  expect(backstage.received.map(({ path }) => path)).toEqual(
    Array.from({ length: 3 }, () => '/api/catalog/entities/by-query'),
  )
  expect(backstage.received[0]?.parameters.getAll('filter')).toEqual([
    'kind=component',
    'kind=resource',
    'kind=api',
    'kind=system',
  ])
  expect(
    backstage.received.slice(1).map(({ parameters }) => [parameters.get('cursor'), parameters.getAll('filter')]),
  ).toEqual([
    ['2', []],
    ['4', []],
  ])
  expect(await running.source.probe()).toEqual({ ok: true, nodes: 4, edges: 3 })
})

test('own filters are asked for instead', async () => {
  const backstage = await serve(paged([]))
  await runTopology(
    configOf(backstage.url, { filters: ['kind=component,spec.lifecycle=production', 'kind=api'] }),
  ).next('seen')
  expect(backstage.received[0]?.parameters.getAll('filter')).toEqual([
    'kind=component,spec.lifecycle=production',
    'kind=api',
  ])
})

test.each([
  ['the same cursor again', () => 'again'],
  ['ever new cursors', (asked: number) => `c${asked}`],
  ['two cursors in turn', (asked: number) => `c${asked % 2}`],
])('a catalog that gives %s is not read for ever, and half of it is not taken for all', async (_, cursor) => {
  let asked = 0
  const backstage = await serve(() => {
    asked += 1
    return { body: { items: [entity('Component', `c${asked}`)], pageInfo: { nextCursor: cursor(asked) } } }
  })
  const { failure } = await runTopology(configOf(backstage.url)).next('failed')
  expect(failure).toEqual({ code: 'wrong-shape', message: 'The pages of the catalog do not come to an end.' })
  expect(asked).toBeLessThanOrEqual(502)
})
