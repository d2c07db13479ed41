import { isRecord, listOf, optionalText, recordOf, textOf, textsOf } from '../../reading/shape.ts'

/** A node of Kiali's graph that stands for something; boxes around nodes are left out. */
export interface KialiNode {
  readonly key: string
  readonly type: string
  readonly cluster: string | undefined
  readonly namespace: string | undefined
  readonly workload: string | undefined
  readonly app: string | undefined
  readonly version: string | undefined
  readonly service: string | undefined
  /** Services that others ask for when they reach this node. */
  readonly services: readonly { readonly namespace: string; readonly name: string }[]
  readonly isIdle: boolean
  readonly isDead: boolean
  readonly isGateway: boolean
  /** A host outside the mesh that a service entry tells of, with its names. */
  readonly outside: readonly string[] | undefined
}

export interface KialiEdge {
  readonly source: string
  readonly target: string
  readonly protocol: string | undefined
  /** Numbers per second by Kiali's names, such as `http5xx`; what is not a number is left out. */
  readonly rates: ReadonlyMap<string, number>
  readonly p95Seconds: number | undefined
  readonly bytesPerSecond: number | undefined
  readonly health: string | undefined
}

export interface KialiGraph {
  readonly nodes: readonly KialiNode[]
  readonly edges: readonly KialiEdge[]
}

/** Reads the answer of `GET /api/namespaces/graph`. */
export function readGraph(answer: unknown): KialiGraph {
  const elements = recordOf(recordOf(answer, 'the answer')['elements'], 'its elements')
  return {
    nodes: dataOf(elements['nodes'], 'node').flatMap(readNode),
    edges: dataOf(elements['edges'], 'edge').map(readEdge),
  }
}

/** Reads the answer of `GET /api/namespaces`. */
export function readNamespaces(answer: unknown): readonly string[] {
  const names = listOf(answer, 'the list of namespaces').map((entry) =>
    textOf(recordOf(entry, 'a namespace')['name'], 'the name of a namespace'),
  )
  // A namespace of several clusters is there several times.
  return [...new Set(names)]
}

/** An empty list is null in some versions, as Go writes it. */
function dataOf(list: unknown, what: string): readonly Readonly<Record<string, unknown>>[] {
  if (list === null) return []
  return listOf(list, `its ${what}s`).map((entry) => recordOf(recordOf(entry, `a ${what}`)['data'], `a ${what}'s data`))
}

function readNode(data: Readonly<Record<string, unknown>>): readonly KialiNode[] {
  const type = textOf(data['nodeType'], 'the type of a node')
  if (type === 'box') return []
  const entry = data['isServiceEntry']
  const isOutside = isRecord(entry) && entry['location'] !== 'MESH_INTERNAL'
  const services = Array.isArray(data['destServices']) ? data['destServices'] : []
  return [
    {
      key: textOf(data['id'], 'the id of a node'),
      type,
      cluster: known(data['cluster']),
      namespace: known(data['namespace']),
      workload: known(data['workload']),
      app: known(data['app']),
      version: known(data['version']),
      service: known(data['service']),
      services: services.flatMap((service: unknown) => {
        if (!isRecord(service)) return []
        const namespace = known(service['namespace'])
        const name = known(service['name'])
        return namespace === undefined || name === undefined ? [] : [{ namespace, name }]
      }),
      isIdle: data['isIdle'] === true,
      isDead: data['isDead'] === true,
      isGateway: isRecord(data['isGateway']) || data['isWaypoint'] === true,
      outside: isOutside ? textsOf(entry['hosts']) : undefined,
    },
  ]
}

function readEdge(data: Readonly<Record<string, unknown>>): KialiEdge {
  const traffic = isRecord(data['traffic']) ? data['traffic'] : {}
  const rates = isRecord(traffic['rates']) ? Object.entries(traffic['rates']) : []
  const responseMs = numberOf(data['responseTime'])
  return {
    source: textOf(data['source'], 'the source of an edge'),
    target: textOf(data['target'], 'the target of an edge'),
    protocol: optionalText(traffic['protocol']),
    rates: new Map(
      rates.flatMap(([name, value]) => {
        const rate = numberOf(value)
        return rate === undefined ? [] : [[name, rate] as const]
      }),
    ),
    p95Seconds: responseMs === undefined ? undefined : responseMs / 1_000,
    bytesPerSecond: numberOf(data['throughput']),
    health: optionalText(data['healthStatus']),
  }
}

/** Istio says `unknown` of what it does not know. */
function known(value: unknown): string | undefined {
  const text = optionalText(value)
  return text === 'unknown' ? undefined : text
}

/** Kiali writes its numbers as texts. */
function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) && number >= 0 ? number : undefined
}
