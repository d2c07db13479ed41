import type { TopologySourceConfig, UpstreamConfig } from '@statusgraph/sources'
import { buildBackstage } from './backstage.ts'
import { buildDocker } from './docker.ts'
import { buildKiali } from './kiali.ts'
import { buildKubernetes } from './kubernetes.ts'
import { buildOtlp, type OtlpConfig } from './otlp.ts'
import { buildPrometheus } from './prometheus.ts'
import { buildPush, type PushSourceConfig } from './push.ts'
import type { SourcesKeys } from './sources-schema.ts'
import { buildTracingBackends } from './tracing-backends.ts'

/** The discovery part of the configuration, with every default filled in. */
export interface SourcesConfig {
  /** Those that are asked. */
  readonly polled: readonly TopologySourceConfig[]
  /** Those that are expected to push; absent: anybody may. */
  readonly push?: readonly PushSourceConfig[]
  /** The receiver of traces, whether it is written down or not. */
  readonly otlp: OtlpConfig
}

/** Makes the discovery sources out of keys that were found good. */
export function buildSources(keys: SourcesKeys, upstreams: readonly UpstreamConfig[]): SourcesConfig {
  const push = buildPush(keys.push)
  return {
    polled: [
      ...buildPrometheus(keys.prometheus, upstreams),
      ...buildDocker(keys.docker),
      ...buildKubernetes(keys.kubernetes),
      ...buildKiali(keys.kiali),
      ...buildBackstage(keys.backstage),
      ...buildTracingBackends(keys),
    ],
    ...(push === undefined ? {} : { push }),
    otlp: buildOtlp(keys.otlp),
  }
}
