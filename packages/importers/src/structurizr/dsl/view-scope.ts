import { lineageOf } from '../workspace.ts'
import type { WorkspaceElement } from '../workspace.ts'
import type { Reading } from './reading.ts'

export interface ViewScope {
  /** The word that makes the view, in lower case. */
  readonly word: string
  readonly scope: WorkspaceElement | undefined
  readonly environment: string | undefined
}

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
      return deployedIn({ workspace }, scope, all)
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
}

/**
 * What a deployment view shows of some deployed elements: of its system the containers, of others the system as a
 * whole, and the nodes around them. No system is there beside its own containers.
 */
export function deployedIn(
  { workspace }: Pick<Reading, 'workspace'>,
  scope: WorkspaceElement | undefined,
  all: readonly WorkspaceElement[],
): Set<WorkspaceElement> {
  const shown = new Set<WorkspaceElement>()
  const systems = new Set<WorkspaceElement>()
  const opened = new Set<WorkspaceElement>()
  for (const element of all) {
    if (element.type === 'deploymentNode' || element.environment === undefined) continue
    const model = workspace.elements.get(element.instanceOf ?? '')
    const system = model === undefined ? undefined : lineageOf(workspace, model.key).at(-1)
    if (model !== undefined && system !== undefined) {
      const isWhole = model === system
      if (isWhole ? model === scope || opened.has(system) : systems.has(system)) continue
      if (!isWhole && scope !== undefined && system !== scope) continue
      ;(isWhole ? systems : opened).add(system)
    }
    for (const one of lineageOf(workspace, element.key)) shown.add(one)
  }
  return shown
}
