import type { SeenEdge, SeenNode, Sighting, Traffic } from '@statusgraph/model'
import type { CountedEdge } from './call-window.ts'
import type { Participant } from './participant.ts'

/** What the calls of a window show: the edges with their numbers per second, and everybody who takes part. */
export function sightCalls(
  counted: readonly CountedEdge[],
  services: readonly Participant[],
  overSeconds: number,
): Pick<Sighting, 'nodes' | 'edges'> {
  const participants = new Map<string, Participant>()
  for (const participant of [...counted.flatMap(({ client, server }) => [client, server]), ...services]) {
    const known = participants.get(participant.id)
    // Whoever speaks knows itself better than those who call it.
    if (known === undefined || (participant.speaks && !known.speaks)) participants.set(participant.id, participant)
  }
  return {
    nodes: [...participants.values()].map(describeNode),
    edges: counted.map((edge) => describeEdge(edge, overSeconds)),
  }
}

function describeNode({ id, name, namespace, cluster, kind, ids, speaks }: Participant): SeenNode {
  return {
    id,
    name,
    ...(namespace === undefined ? {} : { namespace }),
    ...(cluster === undefined ? {} : { cluster }),
    kind,
    provenance: speaks ? 'observed' : 'inferred',
    ...(ids.length === 0 ? {} : { ids }),
  }
}

function describeEdge(edge: CountedEdge, overSeconds: number): SeenEdge {
  const { client, server, protocols, calls, failures, pairs, servedCalls, p50Seconds, p95Seconds } = edge
  const traffic: Traffic = {
    layer: servedCalls > 0 ? 'server' : 'client',
    ratePerSecond: calls / overSeconds,
    errorsPerSecond: failures / overSeconds,
    ...(p50Seconds === undefined ? {} : { p50Seconds }),
    ...(p95Seconds === undefined ? {} : { p95Seconds }),
  }
  return {
    source: client.id,
    target: server.id,
    provenance: pairs > 0 ? 'observed' : 'inferred',
    ...(protocols.length === 0 ? {} : { protocol: protocols.join(', ') }),
    traffic,
    labels: { client: client.name, server: server.name },
  }
}
