import type { Draft } from '../draft.ts'

/** A node, a group, or an end of edges that the file only speaks of. */
export interface DiagramElement {
  readonly role: 'node' | 'group' | 'outside'
  /** Each of them is right, the first rather; none when the file gives no name, so that any will do. */
  readonly names: readonly string[]
  /** The id of the group around it; of several, each is right. */
  readonly around: readonly string[]
}

/** A diagram as far as it is counted. */
export interface Diagram {
  readonly elements: ReadonlyMap<string, DiagramElement>
  readonly edges: readonly { readonly source: string; readonly target: string }[]
}

/** What an importer found: the drafts of all pages it read, together. */
export function foundDiagram(drafts: readonly Draft[]): Diagram {
  const elements = new Map<string, DiagramElement>()
  const edges: { source: string; target: string }[] = []
  drafts.forEach((draft, page) => {
    const onPage = (key: string): string => `${page}:${key}`
    for (const { key, name, kind, parent } of draft.nodes) {
      elements.set(onPage(key), {
        role: kind === 'group' ? 'group' : 'node',
        names: [name],
        around: parent === undefined ? [] : [onPage(parent)],
      })
    }
    for (const { source, target } of draft.edges) edges.push({ source: onPage(source), target: onPage(target) })
  })
  return { elements, edges }
}
