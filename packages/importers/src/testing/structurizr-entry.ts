import type { Diagram, DiagramElement } from './diagram.ts'
import type { ManifestEntry } from './manifest.ts'

/**
 * What the manifest says of a workspace: elements by their path, each in the groups of its parent, whose names are
 * parted by slashes, and the relationships that somebody wrote.
 */
export function structurizrDiagram({ nodes, groups, edges }: ManifestEntry): Diagram {
  const elements = new Map<string, DiagramElement>()
  const holders = new Set(groups.flatMap(({ id, kind }) => (kind === 'group' || id === undefined ? [] : id)))
  for (const { path = '', parent, group } of nodes) {
    let around = parent
    for (const name of group?.split('/') ?? []) {
      const id: string = `${around ?? ''}|${name}`
      elements.set(id, { role: 'group', names: [name], around: [around ?? []].flat() })
      around = id
    }
    const name = path.split(' / ').at(-1) ?? path
    elements.set(path, { role: holders.has(path) ? 'group' : 'node', names: [name], around: [around ?? []].flat() })
  }
  const written = edges.flatMap(({ source, target, implied }) =>
    source === undefined || target === undefined || implied === true ? [] : [{ source, target }],
  )
  return { elements, edges: written }
}
