import type { RunningTopologySource, TopologySurroundings } from '../topology-source.ts'
import type { EdgeQueriesConfig } from './edge-plan.ts'

/** Asks a Prometheus for edges, at once and until it is stopped. */
export function startEdgeQueries(config: EdgeQueriesConfig, surroundings: TopologySurroundings): RunningTopologySource {
  throw new Error(`${config.name} cannot be asked yet at ${surroundings.now().wallMs}`)
}
