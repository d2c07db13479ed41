import { lineageOf } from '../workspace.ts'
import type { WorkspaceElement } from '../workspace.ts'
import type { ViewScope } from './read-views.ts'
import type { Reading } from './reading.ts'

/** What `include *` means: all that belongs to the view, and what that speaks with. */
export function elementsInScope(
  { workspace }: Reading,
  { word, scope, environment }: ViewScope,
): Set<WorkspaceElement> {
  const all = [...workspace.elements.values()].filter((element) => element.environment === environment)
  const isTop = ({ type }: WorkspaceElement): boolean => type === 'person' || type === 'softwareSystem'
  switch (word) {
    case 'systemlandscape':
      return new Set(all.filter(isTop))
    case 'custom':
      return new Set(all.filter(({ type }) => type === 'element'))
    case 'deployment':
      return new Set(all.filter((element) => isDeployed(element)))
    default:
  }
  if (scope === undefined) return new Set()
  const inside = word === 'systemcontext' ? [scope] : all.filter(({ parent }) => parent === scope.key)
  const shown = new Set(inside)
  for (const { source, target } of workspace.relationships) {
    for (const [from, to] of [
      [source, target],
      [target, source],
    ] as const) {
      if (!lineageOf(workspace, from).some((element) => shown.has(element) && inside.includes(element))) continue
      const neighbour = neighbourOf(lineageOf(workspace, to))
      if (neighbour !== undefined) shown.add(neighbour)
    }
  }
  return shown

  /** The part of what is outside that the view shows: a container of the same system, or a whole person or system. */
  function neighbourOf(lineage: readonly WorkspaceElement[]): WorkspaceElement | undefined {
    if (lineage.some((element) => element === scope || inside.includes(element))) return undefined
    const beside =
      word === 'component' ? lineage.find(({ parent }) => parent !== undefined && parent === scope?.parent) : undefined
    return beside ?? lineage.findLast(isTop)
  }

  /** Of a system's deployment its instances count, and every node that holds one or is there for all. */
  function isDeployed(element: WorkspaceElement): boolean {
    if (scope === undefined || element.instanceOf === undefined) return true
    return lineageOf(workspace, element.instanceOf).includes(scope)
  }
}
