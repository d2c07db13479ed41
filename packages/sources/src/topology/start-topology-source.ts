import { startBackstage, type BackstageConfig } from './backstage/start-backstage.ts'
import { startDocker, type DockerConfig } from './docker/start-docker.ts'
import type { EdgeQueriesConfig } from './edge-queries/edge-plan.ts'
import { startEdgeQueries } from './edge-queries/start-edge-queries.ts'
import { startJaeger, type JaegerConfig } from './jaeger/start-jaeger.ts'
import { startKiali, type KialiConfig } from './kiali/start-kiali.ts'
import { startKubernetes, type KubernetesConfig } from './kubernetes/start-kubernetes.ts'
import type { RunningTopologySource, TopologySurroundings } from './topology-source.ts'
import { startZipkin, type ZipkinConfig } from './zipkin/start-zipkin.ts'

/** The configuration of every kind of polled topology source. A new kind is a folder, a member here and a case below. */
export type TopologySourceConfig =
  | EdgeQueriesConfig
  | DockerConfig
  | KubernetesConfig
  | KialiConfig
  | BackstageConfig
  | JaegerConfig
  | ZipkinConfig

/** Starts asking a topology source, at once and until it is stopped. */
export function startTopologySource(
  config: TopologySourceConfig,
  surroundings: TopologySurroundings,
): RunningTopologySource {
  switch (config.kind) {
    case 'prometheus':
      return startEdgeQueries(config, surroundings)
    case 'docker':
      return startDocker(config, surroundings)
    case 'kubernetes':
      return startKubernetes(config, surroundings)
    case 'kiali':
      return startKiali(config, surroundings)
    case 'backstage':
      return startBackstage(config, surroundings)
    case 'jaeger':
      return startJaeger(config, surroundings)
    case 'zipkin':
      return startZipkin(config, surroundings)
  }
}
