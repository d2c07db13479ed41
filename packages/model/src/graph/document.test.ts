import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseGraphDocument, servicesOf } from './document.ts'
import type { DocumentFault } from './document.ts'

const faultsOf = (document: unknown): readonly DocumentFault[] => {
  const parsed = parseGraphDocument(document)
  return parsed.ok ? [] : parsed.faults
}

describe('a good document', () => {
  test('gets its defaults: names, kinds, edge ids', () => {
    const parsed = parseGraphDocument({
      version: 1,
      id: 'shop',
      nodes: [{ id: 'a' }, { id: 'b' }],
      edges: [
        { source: 'a', target: 'b' },
        { source: 'a', target: 'b' },
      ],
    })
    expect(parsed).toMatchObject({
      ok: true,
      graph: {
        name: 'shop',
        nodes: [{ id: 'a', name: 'a', kind: 'service' }, { id: 'b' }],
        edges: [{ id: 'a->b', sourcePort: null, targetPort: null }, { id: 'a->b#2' }],
      },
    })
  })

  test('may use the words of the original', () => {
    const parsed = parseGraphDocument({
      version: 1,
      id: 'old',
      nodes: [
        { id: 'g', kind: 'cluster', children: ['a', 'p'] },
        { id: 'a', kind: 'rect', connector: [{ id: 'c', name: 'GRPC', label: '/create' }], children: null },
        { id: 'p', kind: 'poly', connector: null },
      ],
    })
    expect(parsed).toMatchObject({
      ok: true,
      graph: {
        nodes: [
          { id: 'g', kind: 'group' },
          { id: 'a', kind: 'box', parent: 'g', ports: [{ id: 'c', name: 'GRPC', label: '/create' }] },
          { id: 'p', kind: 'hexagon', parent: 'g' },
        ],
      },
    })
  })

  test('read again after having been written is the same', () => {
    const id = fc.stringMatching(/^[a-z_]{1,9}$/)
    fc.assert(
      fc.property(
        fc.uniqueArray(id, { minLength: 1, maxLength: 6 }),
        fc.array(fc.tuple(fc.nat(5), fc.nat(5)), { maxLength: 6 }),
        (ids, ends) => {
          const nodes = ids.map((one) => ({ id: one }))
          const edges = ends.map(([a, b]) => ({ source: ids[a % ids.length], target: ids[b % ids.length] }))
          const once = parseGraphDocument({ version: 1, id: 'g', nodes, edges })
          if (!once.ok) throw new Error(JSON.stringify(once.faults))
          expect(parseGraphDocument(JSON.parse(JSON.stringify(once.graph)))).toEqual(once)
        },
      ),
    )
  })

  test('binds a node to its name when it lists no services', () => {
    expect(servicesOf({ id: 'a', name: 'cart.svc', kind: 'service' })).toEqual(['cart.svc'])
    expect(servicesOf({ id: 'a', name: 'cart.svc', kind: 'service', services: ['x', 'y'] })).toEqual(['x', 'y'])
  })
})

describe('a bad document', () => {
  test.each([
    ['no id', { version: 1 }, ['id']],
    ['an unknown key', { version: 1, id: 'a', node: [] }, ['node']],
    ['an unknown key of a node', { version: 1, id: 'a', nodes: [{ id: 'x', colour: 'red' }] }, ['nodes', 0, 'colour']],
    ['an unknown kind', { version: 1, id: 'a', nodes: [{ id: 'x', kind: 'blob' }] }, ['nodes', 0, 'kind']],
    ['an id used twice', { version: 1, id: 'a', nodes: [{ id: 'x' }, { id: 'x' }] }, ['nodes', 1, 'id']],
    [
      'an edge to nowhere',
      { version: 1, id: 'a', nodes: [{ id: 'x' }], edges: [{ source: 'x', target: 'y' }] },
      ['edges', 0, 'target'],
    ],
    [
      'a missing port',
      { version: 1, id: 'a', nodes: [{ id: 'x' }], edges: [{ source: 'x', target: 'x', targetPort: 'p' }] },
      ['edges', 0, 'targetPort'],
    ],
    [
      'a parent that is no group',
      { version: 1, id: 'a', nodes: [{ id: 'x' }, { id: 'y', parent: 'x' }] },
      ['nodes', 1, 'parent'],
    ],
    [
      'a group inside itself',
      { version: 1, id: 'a', nodes: [{ id: 'x', kind: 'group', parent: 'x' }] },
      ['nodes', 0, 'parent'],
    ],
    [
      'a position that is no number',
      { version: 1, id: 'a', nodes: [{ id: 'x', position: { x: null, y: 0 } }] },
      ['nodes', 0, 'position', 'x'],
    ],
  ])('%s is named by its path', (_name, document, path) => {
    expect(faultsOf(document).map((fault) => fault.path)).toContainEqual(path)
  })

  test('two groups inside one another are found', () => {
    const nodes = [
      { id: 'a', kind: 'group', parent: 'b' },
      { id: 'b', kind: 'group', parent: 'a' },
    ]
    expect(faultsOf({ version: 1, id: 'x', nodes })).toHaveLength(2)
  })

  test('bad shapes and bad references are told at once', () => {
    const document = {
      version: 1,
      nodes: [
        { id: 'x', colour: 'red', ports: [{ id: 'p' }] },
        { id: 'x' },
        { id: 'y', parent: 'nowhere' },
        { id: 'ring', kind: 'group', parent: 'ring' },
      ],
      edges: [{ source: 'x', target: 'z' }, { source: 'x', target: 'x', sourcePort: 'q' }, { source: 5 }],
    }
    expect(faultsOf(document).map(({ path }) => path.join('.'))).toEqual([
      'nodes.0.colour',
      'edges.2.source',
      'edges.2.target',
      'id',
      'nodes.1.id',
      'nodes.2.parent',
      'nodes.3.parent',
      'edges.0.target',
    ])
  })

  test('nothing is called missing that a node with a bad id may turn out to be', () => {
    const document = {
      version: 1,
      id: 'a',
      nodes: [{ id: 5 }, { id: 'y', parent: 'x' }],
      edges: [{ source: 'x', target: 'y' }],
    }
    expect(faultsOf(document).map(({ path }) => path)).toEqual([['nodes', 0, 'id']])
    expect(faultsOf({ version: 1, id: 'a', nodes: 5, edges: [{ source: 'x', target: 'y' }] })).toHaveLength(1)
  })

  test('children that do not exist are told, not dropped', () => {
    const document = { version: 1, id: 'a', nodes: [{ id: 'g', kind: 'group', children: ['x', 'y', 7] }, { id: 'y' }] }
    expect(faultsOf(document)).toEqual([
      { path: ['nodes', 0, 'children', 0], message: 'the child "x" does not exist' },
      { path: ['nodes', 0, 'children', 2], message: 'a child is named by the id of a node' },
    ])
  })

  test('another version is answered with the one that there is', () => {
    expect(faultsOf({ version: 2, id: 'a' })).toEqual([{ path: ['version'], message: 'must be 1' }])
  })

  test('twenty thousand groups inside one another are read in no time, a ring of them too', () => {
    const nodes = Array.from({ length: 20_000 }, (_, at) => ({ id: `g${at}`, kind: 'group', parent: `g${at + 1}` }))
    expect(faultsOf({ version: 1, id: 'a', nodes }).map(({ path }) => path)).toEqual([['nodes', 19_999, 'parent']])
    const ring = nodes.with(19_999, { id: 'g19999', kind: 'group', parent: 'g0' })
    expect(faultsOf({ version: 1, id: 'a', nodes: ring })).toHaveLength(20_000)
  })

  test('every fault is told at once', () => {
    expect(faultsOf({ version: 2, id: 'NO', nodes: [{ id: '' }], zzz: 1 }).length).toBeGreaterThanOrEqual(4)
  })

  test('whatever comes in, reading does not throw', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(() => parseGraphDocument(value)).not.toThrow()
      }),
    )
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (nodes, edges) => {
        expect(() => parseGraphDocument({ version: 1, id: 'a', nodes, edges })).not.toThrow()
      }),
    )
  })
})

test('a typo is answered with the word that was meant', () => {
  const parsed = parseGraphDocument({
    version: 1,
    id: 'a',
    node: [],
    nodes: [{ id: 'x', knd: 'service', kind: 'databse' }],
  })
  const hints = parsed.ok ? [] : parsed.faults.map(({ path, hint }) => [path.at(-1), hint])
  expect(Object.fromEntries(hints)).toEqual({
    node: 'did you mean "nodes"?',
    knd: 'did you mean "kind"?',
    kind: 'did you mean "database"?',
  })
})

test.each([
  [{ name: '' }, 'must not be empty'],
  [{ name: 'x'.repeat(401) }, 'must have at most 400 characters'],
  [{ size: { width: 2, height: 80 } }, 'must be at least 8'],
  [{ position: { x: 1e8, y: 0 } }, 'must be at most 10000000'],
  [{ labels: { ['k'.repeat(401)]: '' } }, 'the key must have at most 400 characters'],
  [{ services: Array.from({ length: 201 }, () => 'a') }, 'must have at most 200 entries'],
])('a bound that is broken is said in plain words: %j', (fields, message) => {
  expect(faultsOf({ version: 1, id: 'shop', nodes: [{ id: 'a', ...fields }] })).toMatchObject([{ message }])
})

test.each([
  [
    { nod: 'x' },
    [
      ['node', 'is missing: it must be a text'],
      ['nod', 'did you mean "node"?'],
    ],
  ],
  [{ source: 'a' }, [['target', 'is missing: it must be a text']]],
  [{ source: 'a', target: 'b', node: 'c' }, [['node', 'not together with the other keys here']]],
  [{ node: '' }, [['node', 'must not be empty']]],
  ['kube-system/*', [[0, 'must be a map of keys, not a text']]],
])('a rule that is neither of its shapes is measured by the nearest: %j', (rule, expected) => {
  const faults = faultsOf({ version: 1, id: 'shop', rules: { ignore: [rule] } })
  expect(faults.map(({ path, message, hint }) => [path.at(-1), hint ?? message])).toEqual(expected)
})

test('as many edges as a graph may have between the same two nodes get ids in a moment', () => {
  const edges = Array.from({ length: 60_000 }, () => ({ source: 'a', target: 'b' }))
  const parsed = parseGraphDocument({ version: 1, id: 'g', nodes: [{ id: 'a' }, { id: 'b' }], edges })
  expect(parsed.ok && new Set(parsed.graph.edges.map(({ id }) => id)).size).toBe(60_000)
})

test.each([
  [null, 'this must be a map of keys, and nothing stands here'],
  [[], 'this must be a map of keys, not a list'],
  [{ version: 1, id: 'shop', nodes: null }, 'must be a list, and nothing stands here'],
  [{ version: 1, id: 'shop', nodes: [{ id: true }] }, 'must be a text, not true'],
])('what has the wrong type is told in plain words: %j', (document, message) => {
  expect(faultsOf(document).map((fault) => fault.message)).toEqual([message])
})
