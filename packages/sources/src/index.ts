export * from './source.ts'
export * from './client/options.ts'
export * from './client/secret.ts'
export { UpstreamError } from './client/failure.ts'
export type { FailureCode } from './client/failure.ts'
export { memberName } from './alertmanager/alertmanager.ts'
export { startSource } from './start-source.ts'
export * from './topology/topology-source.ts'
export { startTopologySource } from './topology/start-topology-source.ts'
export type { TopologySourceConfig } from './topology/start-topology-source.ts'
export { describeReceipt, encodeReceipt, encodeRefusal } from './topology/otlp/answers.ts'
export { decodeJson } from './topology/otlp/decode-json.ts'
export { decodeProtobuf } from './topology/otlp/decode-protobuf.ts'
export { defaultDatabaseAttributes, defaultPeerAttributes } from './topology/otlp/participant.ts'
export { createSpanReceiver } from './topology/otlp/span-receiver.ts'
export type { Receipt, SpanCounts, SpanReceiver, SpanReceiverSettings } from './topology/otlp/span-receiver.ts'
export type { DecodedRequest } from './topology/otlp/span.ts'
export type {
  EdgeEnd,
  EdgePlan,
  EdgeQueriesConfig,
  EdgeQuery,
  LabelMatch,
  Preset,
} from './topology/edge-queries/edge-plan.ts'
export { findPreset, presets } from './topology/edge-queries/presets/presets.ts'
export { parseTemplate } from './topology/edge-queries/template/parse-template.ts'
export type { BackstageConfig } from './topology/backstage/start-backstage.ts'
export type { DockerConfig } from './topology/docker/start-docker.ts'
export { kialiGraphs } from './topology/kiali/start-kiali.ts'
export type { KialiConfig } from './topology/kiali/start-kiali.ts'
export type { KubernetesAccess } from './topology/kubernetes/access.ts'
export type { KubernetesConfig } from './topology/kubernetes/start-kubernetes.ts'
export type { JaegerConfig } from './topology/jaeger/start-jaeger.ts'
export type { ZipkinConfig } from './topology/zipkin/start-zipkin.ts'
export { detectPresets } from './topology/edge-queries/detect-presets.ts'
export type { DetectedPreset, DetectSurroundings } from './topology/edge-queries/detect-presets.ts'
export { wordQuery } from './topology/edge-queries/word-plan.ts'
