import { serviceKey, servicesOf, type NodeStatus, type ServiceKey } from '@statusgraph/model'
import type { NodeReference } from '@statusgraph/protocol'
import type { LiveGraph } from '../pipeline/live-graphs.ts'

interface Drawn {
  readonly reference: NodeReference
  readonly graph: string
}

/** Which nodes of which graphs show a service. Made anew only when a graph has a new revision. */
export class DrawnServices {
  #key = ''
  #byService: ReadonlyMap<ServiceKey, readonly Drawn[]> = new Map()

  /** The nodes that show any of these services, each once. */
  find(graphs: readonly LiveGraph[], services: readonly string[]): readonly NodeReference[] {
    this.#update(graphs)
    const found = services.flatMap((service) => this.#byService.get(serviceKey(service)) ?? [])
    return [...new Set(found.map(({ reference }) => reference))]
  }

  /** The status of the first node that shows a service. */
  statusOf(graphs: readonly LiveGraph[], service: string): NodeStatus | undefined {
    this.#update(graphs)
    const [first] = this.#byService.get(serviceKey(service)) ?? []
    if (first === undefined) return undefined
    return graphs.find(({ info }) => info.id === first.graph)?.snapshot.nodes[first.reference.node]
  }

  #update(graphs: readonly LiveGraph[]): void {
    const key = graphs.map(({ info }) => `${info.id}@${info.revision}@${info.updatedAt}`).join(' ')
    if (key === this.#key) return
    const byService = new Map<ServiceKey, Drawn[]>()
    for (const { info, graph } of graphs) {
      for (const node of graph.nodes) {
        // A group stands for its members, and shows a service only when it names one itself.
        if (node.kind === 'group' && (node.services ?? []).length === 0) continue
        const drawn = { reference: { graph: info.id, node: node.id, name: node.name }, graph: info.id }
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
