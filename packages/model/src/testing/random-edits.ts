import fc from 'fast-check'
import type { GraphDocument, GraphNode, NodeKind } from '../graph/document.ts'
import { dynamicModes, parseGraphDocument } from '../graph/document.ts'
import { copyElements } from '../edit/fragment.ts'
import { addEdges, reconnectEdge, reverseEdge, updateEdge } from '../edit/operations/edges.ts'
import { updateFields } from '../edit/operations/fields.ts'
import { setParent, unwrapGroup, wrapNodes } from '../edit/operations/groups.ts'
import { addNodes, removeElements, updateNode } from '../edit/operations/nodes.ts'
import { placeNodes, resizeNode, shiftNodes } from '../edit/operations/places.ts'
import { addPort, movePort, removePort, updatePort } from '../edit/operations/ports.ts'
import { pasteFragment } from '../edit/paste.ts'
import {
  addAlias,
  ignoreFound,
  pinFound,
  removeIgnored,
  setDynamic,
  setFoundKind,
  setRuleSources,
  unpinFound,
} from '../topology/rules-operations.ts'

/** One random edit: numbers that pick from whatever the graph has when it is done. */
export interface RandomEdit {
  readonly deed: keyof typeof deeds
  readonly a: number
  readonly b: number
  readonly c: number
}

type Picks = Pick<RandomEdit, 'a' | 'b' | 'c'>

export const emptyGraph: GraphDocument = { version: 1, id: 'g', name: 'g', nodes: [], edges: [] }

const kinds: readonly NodeKind[] = ['service', 'database', 'group', 'group']
const words = ['ash', 'birch', 'cedar', 'elm', 'fir']

/** Few names, so that two people meet; no two elements of one letter come from the same person and number. */
function nameOf(prefix: string, number: number): string {
  return `${prefix}${number % 40}`
}

function pick<Item>(items: readonly Item[], number: number): Item | undefined {
  return items.length === 0 ? undefined : items[number % items.length]
}

function wordOf(number: number): string {
  return words[number % words.length] ?? 'oak'
}

function nodeOf(id: string, number: number): GraphNode {
  return { id, name: id, kind: kinds[number % kinds.length] ?? 'service' }
}

function idOf(graph: GraphDocument, number: number): string {
  return pick(graph.nodes, number)?.id ?? 'nobody'
}

function edgeOf(graph: GraphDocument, number: number): string {
  return pick(graph.edges, number)?.id ?? 'nothing'
}

function portOf(graph: GraphDocument, node: string, number: number): string | null {
  return pick(graph.nodes.find(({ id }) => id === node)?.ports ?? [], number)?.id ?? null
}

function toggle(items: readonly string[] | undefined, item: string): string[] | undefined {
  const others = (items ?? []).filter((one) => one !== item)
  if (others.length === (items ?? []).length) return [...others, item]
  return others.length === 0 ? undefined : others
}

const deeds = {
  addNode: (graph, { a, b }) => addNodes(graph, [nodeOf(nameOf('n', a), b)]),
  addAnother: (graph, { a, b }) => addNodes(graph, [nodeOf(nameOf('n', a), b)]),
  addMember: (graph, { a, b, c }) => addNodes(graph, [{ ...nodeOf(nameOf('n', a), b), parent: idOf(graph, c) }]),
  addEdge: (graph, { a, b, c }) => {
    const source = idOf(graph, a)
    const target = idOf(graph, b)
    const ports = { sourcePort: portOf(graph, source, c), targetPort: c % 2 === 0 ? null : portOf(graph, target, c) }
    return addEdges(graph, [{ id: nameOf('e', c), source, target, ...ports }])
  },
  rename: (graph, { a, b }) => updateNode(graph, idOf(graph, a), { name: wordOf(b) }),
  describe: (graph, { a, b }) =>
    updateNode(graph, idOf(graph, a), { description: b % 3 === 0 ? undefined : wordOf(b) }),
  changeKind: (graph, { a, b }) => updateNode(graph, idOf(graph, a), { kind: kinds[b % kinds.length] }),
  bind: (graph, { a, b }) => {
    const node = pick(graph.nodes, a)
    return node === undefined ? graph : updateNode(graph, node.id, { services: toggle(node.services, wordOf(b)) })
  },
  label: (graph, { a, b, c }) => {
    const node = pick(graph.nodes, a)
    const { [wordOf(b)]: old, ...others } = node?.labels ?? {}
    const labels = old === undefined || c % 2 === 0 ? { ...others, [wordOf(b)]: wordOf(c) } : others
    return node === undefined ? graph : updateNode(graph, node.id, { labels })
  },
  link: (graph, { a, b }) => {
    const link = { title: wordOf(b), url: 'https://example.org' }
    const old = pick(graph.nodes, a)?.links ?? []
    const links = old.some(({ title }) => title === link.title) ? old.slice(1) : [...old, link]
    return updateNode(graph, idOf(graph, a), { links })
  },
  move: (graph, { a, b, c }) =>
    shiftNodes(graph, [idOf(graph, a)], b - 20, c, new Map([[idOf(graph, a), { x: 8, y: 8 }]])),
  layOut: (graph, { a, b }) => placeNodes(graph, new Map(graph.nodes.map(({ id }, at) => [id, { x: at * a, y: b }]))),
  resize: (graph, { a, b, c }) => resizeNode(graph, idOf(graph, a), { x: b, y: c, width: 100 + b, height: 50 }),
  removeNode: (graph, { a }) => removeElements(graph, { nodes: [idOf(graph, a)] }),
  removeEdge: (graph, { a }) => removeElements(graph, { edges: [edgeOf(graph, a)] }),
  group: (graph, { a, b, c }) => wrapNodes(graph, [idOf(graph, a), idOf(graph, b)], nodeOf(nameOf('n', c), 0)),
  ungroup: (graph, { a }) =>
    unwrapGroup(
      graph,
      pick(
        graph.nodes.filter(({ kind }) => kind === 'group'),
        a,
      )?.id ?? '',
    ),
  nest: (graph, { a, b }) => {
    const groups = graph.nodes.filter(({ kind }) => kind === 'group')
    return setParent(graph, [idOf(graph, a), idOf(graph, a + 1)], pick(groups, b)?.id)
  },
  takeOut: (graph, { a }) => setParent(graph, [idOf(graph, a)], undefined),
  reverse: (graph, { a }) => reverseEdge(graph, edgeOf(graph, a)),
  relabel: (graph, { a, b }) =>
    updateEdge(graph, edgeOf(graph, a), {
      [b % 2 === 0 ? 'label' : 'description']: b % 4 === 0 ? undefined : wordOf(b),
    }),
  reconnect: (graph, { a, b, c }) => {
    const node = idOf(graph, b)
    return reconnectEdge(graph, edgeOf(graph, a), c % 2 === 0 ? 'source' : 'target', {
      node,
      port: portOf(graph, node, c),
    })
  },
  addPort: (graph, { a, b }) => addPort(graph, idOf(graph, a), { id: wordOf(b) }),
  renamePort: (graph, { a, b, c }) => {
    const node = idOf(graph, a)
    const patch = c % 2 === 0 ? { id: wordOf(c) } : { label: wordOf(c) }
    return updatePort(graph, node, portOf(graph, node, b) ?? '', patch)
  },
  movePort: (graph, { a, b, c }) => movePort(graph, idOf(graph, a), portOf(graph, idOf(graph, a), b) ?? '', c % 3),
  removePort: (graph, { a, b }) => removePort(graph, idOf(graph, a), portOf(graph, idOf(graph, a), b) ?? ''),
  duplicate: (graph, { a, b }) => {
    const fragment = copyElements(graph, { nodes: [idOf(graph, a), idOf(graph, a + 1)] })
    return pasteFragment(graph, fragment, { dx: 8, dy: 8, newId: (stem) => nameOf(stem.slice(0, 3), b) }).graph
  },
  renameGraph: (graph, { a }) => updateFields(graph, { name: wordOf(a) }),
  tag: (graph, { a }) => updateFields(graph, { tags: toggle(graph.tags, wordOf(a)) }),
  setMode: (graph, { a }) => setDynamic(graph, dynamicModes[a % dynamicModes.length] ?? 'off'),
  ignore: (graph, { a, b }) => {
    const rule = b % 2 === 0 ? { node: wordOf(a) } : { source: wordOf(a), target: wordOf(b) }
    return graph.rules?.ignore?.some((one) => JSON.stringify(one) === JSON.stringify(rule)) === true
      ? removeIgnored(graph, rule)
      : ignoreFound(graph, rule)
  },
  alias: (graph, { a, b }) => addAlias(graph, wordOf(a), wordOf(b)),
  pinFound: (graph, { a, b, c }) =>
    c % 4 === 0 ? unpinFound(graph, [wordOf(a)]) : pinFound(graph, new Map([[wordOf(a), { x: b, y: c }]])),
  setFoundKind: (graph, { a, b, c }) =>
    setFoundKind(graph, wordOf(a), c % 4 === 0 ? undefined : kinds[b % kinds.length]),
  chooseSources: (graph, { a, b }) => setRuleSources(graph, b % 3 === 0 ? undefined : b % 3 === 1 ? [] : [wordOf(a)]),
  /** As somebody does who edits the document as text. */
  reorder: (graph, { a, b }) => {
    const moved = pick(graph.nodes, a)
    if (moved === undefined) return graph
    const others = graph.nodes.filter((node) => node !== moved)
    return { ...graph, nodes: others.toSpliced(b % (others.length + 1), 0, moved), edges: graph.edges.toReversed() }
  },
} as const satisfies Readonly<Record<string, (graph: GraphDocument, picks: Picks) => GraphDocument>>

const deedNames = [
  'addNode',
  'addAnother',
  'addMember',
  'addEdge',
  'rename',
  'describe',
  'changeKind',
  'bind',
  'label',
  'link',
  'move',
  'layOut',
  'resize',
  'removeNode',
  'removeEdge',
  'group',
  'ungroup',
  'nest',
  'takeOut',
  'reverse',
  'relabel',
  'reconnect',
  'addPort',
  'renamePort',
  'movePort',
  'removePort',
  'duplicate',
  'renameGraph',
  'tag',
  'setMode',
  'ignore',
  'alias',
  'pinFound',
  'setFoundKind',
  'chooseSources',
  'reorder',
] as const satisfies readonly (keyof typeof deeds)[]

export const randomEdit: fc.Arbitrary<RandomEdit> = fc.record({
  deed: fc.constantFrom(...deedNames),
  a: fc.nat(99),
  b: fc.nat(99),
  c: fc.nat(99),
})

export function doEdit(graph: GraphDocument, edit: RandomEdit): GraphDocument {
  return deeds[edit.deed](graph, edit)
}

export function doEdits(graph: GraphDocument, edits: readonly RandomEdit[]): GraphDocument {
  return edits.reduce(doEdit, graph)
}

/** A graph that somebody made by hand, with a handful of everything. */
export const randomGraph: fc.Arbitrary<GraphDocument> = fc
  .tuple(
    fc.array(fc.record({ a: fc.nat(39), b: fc.nat(9), c: fc.nat(99) }), { minLength: 3, maxLength: 8 }),
    fc.array(randomEdit, { maxLength: 20 }),
  )
  .map(([starts, edits]) => {
    const nodes = starts.reduce<GraphDocument>(
      (graph, start) => deeds.addMember(deeds.addNode(graph, start), { ...start, a: start.c }),
      emptyGraph,
    )
    const edges = starts.reduce<GraphDocument>(
      (graph, start) => deeds.addEdge(deeds.addPort(graph, start), start),
      nodes,
    )
    return doEdits(edges, edits)
  })

/** A graph as it is after it was written and read again, with every fault that reading finds. */
export function roundTrip(graph: GraphDocument): unknown {
  const parsed = parseGraphDocument(JSON.parse(JSON.stringify(graph)))
  return parsed.ok ? parsed.graph : parsed.faults
}
