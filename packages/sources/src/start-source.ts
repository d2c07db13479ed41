import { startAlertmanager } from './alertmanager/alertmanager.ts'
import { startPrometheus } from './prometheus/prometheus.ts'
import type { RunningSource, SourceSurroundings, UpstreamConfig } from './source.ts'
import { startVersions } from './versions/versions.ts'

type StartKind = (config: UpstreamConfig, surroundings: SourceSurroundings) => RunningSource

/** A new kind of upstream is a folder and a line here. */
const kinds: Readonly<Record<UpstreamConfig['kind'], StartKind>> = {
  alertmanager: startAlertmanager,
  prometheus: startPrometheus,
  versions: startVersions,
}

/**
 * Starts polling an upstream, at once and until it is stopped.
 *
 * ```ts
 * const source = startSource(config, { mapping, now, random: Math.random, onHandover: (handover) => { … } })
 * // …
 * await source.stop()
 * ```
 */
export function startSource(config: UpstreamConfig, surroundings: SourceSurroundings): RunningSource {
  return kinds[config.kind](config, surroundings)
}
