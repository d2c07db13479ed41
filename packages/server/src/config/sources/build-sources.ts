import type { TopologySourceConfig, UpstreamConfig } from '@statusgraph/sources'
import type { SourcesKeys } from './sources-schema.ts'

/** The discovery part of the configuration, with every default filled in. */
export interface SourcesConfig {
  /** Those that are asked. */
  readonly polled: readonly TopologySourceConfig[]
}

/** Makes the discovery sources out of keys that were found good. */
export function buildSources(_keys: SourcesKeys, _upstreams: readonly UpstreamConfig[]): SourcesConfig {
  return { polled: [] }
}
