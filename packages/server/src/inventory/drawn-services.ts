import { serviceKey, servicesOf, type GraphDocument, type ServiceKey } from '@statusgraph/model'
import type { NodeReference } from '@statusgraph/protocol'
import type { LiveGraph } from '../pipeline/live-graphs.ts'

/** Which nodes of which graphs show a service. Made anew only when a graph is drawn anew. */
export class DrawnServices {
  #drawings: readonly GraphDocument[] = []
  #byService: ReadonlyMap<ServiceKey, readonly NodeReference[]> = new Map()

  /** The nodes that show any of these services, each once. */
  find(graphs: readonly LiveGraph[], services: readonly string[]): readonly NodeReference[] {
    this.#update(graphs)
    const found = services.flatMap((service) => this.#byService.get(serviceKey(service)) ?? [])
    return [...new Set(found)]
  }

  #update(graphs: readonly LiveGraph[]): void {
    const drawings = graphs.map(({ shown }) => shown)
    if (drawings.length === this.#drawings.length && drawings.every((shown, at) => shown === this.#drawings[at])) return
    const byService = new Map<ServiceKey, NodeReference[]>()
    for (const { info, shown } of graphs) {
      for (const node of shown.nodes) {
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
    this.#drawings = drawings
  }
}
