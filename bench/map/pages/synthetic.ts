import type { GraphDocument, GraphNode, Lamp, NodeStatus, TopologyEdge } from '@statusgraph/model'

/** Numbers that look random and are the same in every run. */
export function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

const cell = { width: 244, height: 104 } as const

/** A map of microservices: cards of 180 × 64 in clusters of ten, two calls from each. */
export function syntheticGraph(services: number): GraphDocument {
  const random = createRandom(7)
  const clusters = Math.ceil(services / 10)
  const columns = Math.ceil(Math.sqrt(clusters * 1.4))
  const nodes: GraphNode[] = []
  for (let cluster = 0; cluster < clusters; cluster++) {
    nodes.push({ id: `g${cluster}`, name: `team-${cluster}`, kind: 'group' })
    const left = (cluster % columns) * (5 * cell.width + 120)
    const top = Math.floor(cluster / columns) * (2 * cell.height + 160)
    for (let at = 0; at < 10 && cluster * 10 + at < services; at++) {
      const id = `s${cluster * 10 + at}`
      nodes.push({
        id,
        name: `service-${cluster * 10 + at}`,
        kind: 'service',
        namespace: `team-${cluster}`,
        parent: `g${cluster}`,
        position: { x: left + (at % 5) * cell.width, y: top + Math.floor(at / 5) * cell.height },
        size: { width: 180, height: 64 },
      })
    }
  }
  const edges = Array.from({ length: services * 2 }, (_, at) => {
    const source = at >> 1
    const near = source - (source % 10) + Math.floor(random() * 10)
    const target = at % 2 === 0 ? near : (source + 10 + Math.floor(random() * 30)) % services
    return {
      id: `e${at}`,
      source: `s${source}`,
      target: `s${target === source ? (source + 1) % services : Math.min(target, services - 1)}`,
      sourcePort: null,
      targetPort: null,
    }
  })
  return { version: 1, id: 'synthetic', name: 'Synthetic', nodes, edges }
}

export function syntheticLamp(random: () => number): Lamp {
  const share = random()
  return share < 0.01 ? 'critical' : share < 0.03 ? 'warning' : share < 0.06 ? 'unknown' : 'ok'
}

export function statusOf(lamp: Lamp): NodeStatus {
  return { lamp, overlays: [], reasons: [], metrics: [], counts: { alerts: lamp === 'critical' ? 1 : 0 } }
}

export function syntheticStatuses(graph: GraphDocument): Map<string, NodeStatus> {
  const random = createRandom(11)
  return new Map(graph.nodes.map((node) => [node.id, statusOf(syntheticLamp(random))]))
}

let round = 0

/** A tenth of the services with another lamp than they had; each call another one. */
export function syntheticDelta(graph: GraphDocument): Map<string, NodeStatus> {
  const lamp = round++ % 2 === 0 ? 'critical' : 'warning'
  const services = graph.nodes.filter((node) => node.kind === 'service')
  return new Map(services.flatMap((node, at) => (at % 10 === 0 ? [[node.id, statusOf(lamp)] as const] : [])))
}

/** Traffic of every so manieth edge, each call with other numbers. */
export function syntheticTraffic(graph: GraphDocument, every: number): Map<string, TopologyEdge> {
  const random = createRandom(13 + round++)
  return new Map(
    graph.edges.flatMap(({ id, source, target }, at) => {
      if (at % every !== 0) return []
      const ratePerSecond = 10 ** (random() * 4 - 1)
      const errorsPerSecond = random() < 0.1 ? ratePerSecond * 0.02 : 0
      const traffic = {
        layer: 'server',
        source: 'traces',
        ratePerSecond,
        errorsPerSecond,
        p95Seconds: random(),
      } as const
      return [[id, { id, source, target, state: 'live', drawn: true, traffic, provenance: [] }] as const]
    }),
  )
}
