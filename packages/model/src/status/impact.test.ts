import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { GraphDocument } from '../graph/document.ts'
import { foundEdge, foundNode, readGraph, viewOf } from '../testing/views.ts'
import type { TopologyEdge } from '../topology/view.ts'
import { findComponents } from './components.ts'
import { findImpacts } from './impact.ts'
import type { NodeStatus, Reason } from './snapshot.ts'

/** `a→b` draws an edge, `a` a node, `g{a b}` a group with members. */
function draw(...words: readonly string[]): GraphDocument {
  const nodes = new Map<string, object>()
  const edges: object[] = []
  for (const word of words) {
    const [, name, members] = /^(\w+)\{(.*)\}$/.exec(word) ?? []
    if (name !== undefined && members !== undefined) {
      nodes.set(name, { id: name, kind: 'group' })
      for (const id of members.split(' ')) nodes.set(id, { id, parent: name })
      continue
    }
    const ends = word.split('→')
    for (const id of ends) if (!nodes.has(id)) nodes.set(id, { id })
    ends.slice(1).forEach((target, at) => edges.push({ id: `${ends[at]}→${target}`, source: ends[at], target }))
  }
  return readGraph({ nodes: [...nodes.values()], edges })
}

function statusOf(lamp: NodeStatus['lamp'], since?: string): NodeStatus {
  const reason: Reason = {
    kind: 'presence',
    lamp,
    title: '',
    text: '',
    service: '',
    label: '',
    ...(since ? { since } : {}),
  }
  return { lamp, overlays: [], reasons: [reason], metrics: [], counts: {} }
}

/** A group that is red because a member is. */
function ofMember(node: string): NodeStatus {
  return { ...statusOf('critical'), reasons: [{ kind: 'member', lamp: 'critical', title: node, text: '', node }] }
}

const red = statusOf('critical')
const redSince = (minute: number) => statusOf('critical', `2026-11-22T10:0${minute}:00Z`)
const yellow = statusOf('warning')

type Statuses = Readonly<Record<string, NodeStatus>>

function impactOf(graph: GraphDocument, statuses: Statuses, id: string, edges?: readonly TopologyEdge[]) {
  const topology =
    edges &&
    viewOf(
      graph.nodes.map((node) => foundNode(node.id)),
      edges,
    )
  const overlay = findImpacts(graph, new Map(Object.entries(statuses)), topology).get(id)
  return overlay?.kind === 'impacted' ? overlay : undefined
}

describe('trouble', () => {
  const chain = draw('web→cart→db')

  test('reaches whoever uses what is in trouble, however far, and nobody else', () => {
    expect(impactOf(chain, { cart: red }, 'web')).toMatchObject({ lamp: 'critical', by: ['cart'] })
    expect(impactOf(chain, { cart: red }, 'db')).toBeUndefined()
    expect(impactOf(chain, { db: yellow }, 'web')).toMatchObject({ lamp: 'warning', by: ['db'] })
  })

  test.each<[string, Partial<TopologyEdge>, boolean]>([
    ['is live', {}, true],
    ['is frozen, because only its source is lost', { state: 'frozen' }, true],
    ['is stale and discovered, because it may be gone', { state: 'stale' }, false],
    ['is stale and drawn, because the trouble may have stopped it', { state: 'stale', drawn: true }, true],
    ['is missing, because nobody uses it', { state: 'missing', drawn: true }, false],
    ['has no direction', { undirected: true }, false],
    ['has a direction by who drew it', { undirected: true, drawn: true }, true],
  ])('and an edge that %s', (_name, edge, isWalked) => {
    const graph = draw('web→db')
    expect(impactOf(graph, { db: red }, 'web', [foundEdge('web→db', edge)]) !== undefined).toBe(isWalked)
  })

  test('in a group reaches who uses the group, and shows on the group what its members suffer from', () => {
    const graph = draw('web→pay', 'pay{cart till}', 'cart→db')
    const pay = ofMember('cart')
    expect(impactOf(graph, { cart: red, pay }, 'web')).toMatchObject({ by: ['cart'] })
    expect(impactOf(graph, { cart: red, pay }, 'pay')).toBeUndefined()
    expect(impactOf(graph, { db: red }, 'pay')).toMatchObject({ by: ['db'] })
    expect(impactOf(graph, { db: red }, 'web')).toMatchObject({ by: ['db'] })
    expect(impactOf(graph, { db: red }, 'till')).toBeUndefined()
  })
})

describe('the likely culprit', () => {
  test.each<[string, GraphDocument, Statuses, string, string | undefined]>([
    ['is the furthest in a chain', draw('web→cart→db'), { web: red, cart: red, db: red }, 'web', 'db'],
    ['is found past what is well', draw('web→cart→db'), { web: red, db: red }, 'web', 'db'],
    ['is named by a node in trouble, too', draw('web→cart→db'), { cart: red, db: red }, 'cart', 'db'],
    ['is nobody behind the last one', draw('web→cart→db'), { cart: red, db: red }, 'db', undefined],
    ['is critical rather than warning', draw('web→cart→db'), { cart: red, db: yellow }, 'web', 'cart'],
    ['is the furthest over a diamond', draw('a→b→d', 'a→c→x→d'), { b: red, c: red, d: red }, 'a', 'd'],
    ['is the deeper of two ends', draw('a→b', 'a→c→d'), { b: red, d: red }, 'a', 'd'],
    ['is the one of two that began last', draw('a→b', 'a→c'), { b: redSince(1), c: redSince(3) }, 'a', 'c'],
    ['is the one of two that most use', draw('a→b', 'a→c', 'x→c'), { b: redSince(1), c: redSince(1) }, 'a', 'c'],
    ['is the first by name when nothing tells two apart', draw('a→c', 'a→b'), { b: red, c: red }, 'a', 'b'],
    ['of a ring is one of the ring', draw('a→b→c→b'), { b: redSince(1), c: redSince(2) }, 'a', 'c'],
    ['of a ring is behind the ring', draw('a→b→c→b', 'c→d'), { b: red, c: red, d: red }, 'a', 'd'],
    ['in a ring is the other one', draw('b→c→b'), { b: redSince(1), c: redSince(2) }, 'b', 'c'],
    [
      'is a member, not its group',
      draw('web→pay', 'pay{cart till}'),
      { cart: red, pay: ofMember('cart') },
      'web',
      'cart',
    ],
  ])('%s', (_name, graph, statuses, id, culprit) => {
    expect(impactOf(graph, statuses, id)?.culprit).toBe(culprit)
  })

  test('is said in the reason where it is not plain', () => {
    const graph = draw('web→cart→db')
    expect(impactOf(graph, { db: red }, 'web')?.reason).toBe('it depends on db')
    expect(impactOf(graph, { cart: red, db: red }, 'web')?.reason).toBe(
      'it depends on cart and 1 more; the likely culprit is db',
    )
  })

  test('is in trouble, is reached, and the same whatever the order of the document', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')
    const lamps = fc.dictionary(id, fc.constantFrom(red, yellow, statusOf('ok'), redSince(1), redSince(2)))
    fc.assert(
      fc.property(fc.array(fc.tuple(id, id), { maxLength: 14 }), lamps, id, (ties, statuses, start) => {
        const words = ['a', 'b', 'c', 'd', 'e', 'f', ...new Set(ties.map(([from, to]) => `${from}→${to}`))]
        const graph = draw(...words)
        const reversed = { ...graph, nodes: graph.nodes.toReversed(), edges: graph.edges.toReversed() }
        const overlay = impactOf(graph, statuses, start)
        expect(impactOf(reversed, statuses, start)?.culprit).toBe(overlay?.culprit)
        if (overlay?.culprit === undefined) return
        expect(overlay.culprit).not.toBe(start)
        expect(statuses[overlay.culprit]?.lamp).toBe(overlay.lamp)
      }),
      { numRuns: 300 },
    )
  })
})

test('rings of a chain of a hundred thousand are found without an overflow', () => {
  const chain = new Map(Array.from({ length: 100_000 }, (_, at) => [`n${at}`, [`n${at + 1}`]]))
  expect(findComponents(chain)).toHaveLength(100_001)
  chain.set('n100000', ['n0'])
  expect(findComponents(chain)).toHaveLength(1)
})
