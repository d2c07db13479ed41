import type { EdgeQueriesConfig } from './edge-queries/edge-plan.ts'
import { startEdgeQueries } from './edge-queries/start-edge-queries.ts'
import type { RunningTopologySource, TopologySurroundings } from './topology-source.ts'

/** The configuration of every kind of polled topology source. A new kind is a folder, a member here and a case below. */
export type TopologySourceConfig = EdgeQueriesConfig

/** Starts asking a topology source, at once and until it is stopped. */
export function startTopologySource(
  config: TopologySourceConfig,
  surroundings: TopologySurroundings,
): RunningTopologySource {
  switch (config.kind) {
    case 'prometheus':
      return startEdgeQueries(config, surroundings)
  }
}
