import type { GraphDocument, GraphNode, NodeKind } from '@statusgraph/model'
import type { ShortcutId } from '../../../parts/shortcuts.ts'
import type { NodeDraft } from '../editor.ts'

/** The kinds in the order of the rail and of the keys 1 to 0: what systems are made of first, plain shapes last. */
export const kindOrder: readonly NodeKind[] = [
  'service',
  'database',
  'queue',
  'cache',
  'storage',
  'function',
  'gateway',
  'external',
  'actor',
  'box',
  'hexagon',
  'diamond',
  'group',
]

export const kindShortcuts = {
  service: 'add-service',
  database: 'add-database',
  queue: 'add-queue',
  cache: 'add-cache',
  storage: 'add-storage',
  function: 'add-function',
  gateway: 'add-gateway',
  external: 'add-external',
  actor: 'add-actor',
  box: 'add-box',
  hexagon: 'add-hexagon',
  diamond: 'add-diamond',
  group: 'add-group',
} as const satisfies Readonly<Record<NodeKind, ShortcutId>>

/** `a service`, `an actor`. */
export function withArticle(kind: NodeKind): string {
  if (kind === 'external') return 'something external'
  return `${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind}`
}

/** A node of a kind that nobody has named yet. */
export function draftOf(kind: NodeKind): NodeDraft {
  return { kind, name: `new ${kind}` }
}

/** The draft under a name that no node has: `new service 2`. A name is what a node is bound by, so no two share one. */
export function nameApart(graph: GraphDocument, draft: NodeDraft): NodeDraft {
  const taken = new Set(graph.nodes.map(({ name }) => name))
  if (!taken.has(draft.name)) return draft
  let count = 2
  while (taken.has(`${draft.name} ${count}`)) count++
  return { ...draft, name: `${draft.name} ${count}` }
}

export function isGroup(node: GraphNode): boolean {
  return node.kind === 'group'
}
