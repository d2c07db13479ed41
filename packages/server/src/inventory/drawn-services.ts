import { serviceKey, servicesOf, type ServiceKey } from '@statusgraph/model'
import type { NodeReference } from '@statusgraph/protocol'
import type { LiveGraph } from '../pipeline/live-graphs.ts'

/** Which nodes of which graphs show a service. Made anew only when a graph has a new revision. */
export class DrawnServices {
  #key = ''
  #byService: ReadonlyMap<ServiceKey, readonly NodeReference[]> = new Map()

  /** The nodes that show any of these services, each once. */
  find(graphs: readonly LiveGraph[], services: readonly string[]): readonly NodeReference[] {
    this.#update(graphs)
    const found = services.flatMap((service) => this.#byService.get(serviceKey(service)) ?? [])
    return [...new Set(found)]
  }

  #update(graphs: readonly LiveGraph[]): void {
    const key = graphs.map(({ info }) => `${info.id}@${info.revision}@${info.updatedAt}`).join(' ')
    if (key === this.#key) return
    const byService = new Map<ServiceKey, NodeReference[]>()
    for (const { info, graph } of graphs) {
      for (const node of graph.nodes) {
        // A group stands for its members, and shows a service only when it names one itself.
        if (node.kind === 'group' && (node.services ?? []).length === 0) continue
        const drawn = { graph: info.id, node: node.id, name: node.name }
        for (const service of new Set(servicesOf(node).map(serviceKey))) {
          const known = byService.get(service)
          if (known === undefined) byService.set(service, [drawn])
          else known.push(drawn)
        }
      }
    }
    this.#byService = byService
    this.#key = key
  }
}
