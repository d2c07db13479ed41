import { isSameService, splitServices } from '@statusgraph/model'
import type { GraphNode } from '@statusgraph/model'

/**
 * The list of a node's services with some more. A node that was bound by its name stays bound by it, if an upstream
 * knows a service of that name; else the name was never a binding.
 *
 * @param typed one service, or several with commas between, as in an alert's label
 */
export function addServices(node: GraphNode, typed: string, isNameKnown: boolean): readonly string[] {
  const before = node.services ?? (isNameKnown && node.kind !== 'group' ? [node.name] : [])
  const services = [...before]
  for (const service of splitServices(typed)) {
    if (!services.some((one) => isSameService(one, service))) services.push(service)
  }
  return services
}

/** The list without one service; undefined when none is left, and the name counts again. */
export function removeService(services: readonly string[], service: string): readonly string[] | undefined {
  const left = services.filter((one) => one !== service)
  return left.length === 0 ? undefined : left
}
