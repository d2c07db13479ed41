import type { Instant } from '../instant.ts'
import type { Layer } from './layer.ts'
import { isFrozen, staleAfterOf } from './layer.ts'
import type { SightCounts } from './sights.ts'
import type { Topology } from './topology.ts'
import type { TopologySource } from './view.ts'
import { writeMoment } from './write-moment.ts'

/** How a source stands, as it is told. */
export function viewSource(layer: Layer, counts: SightCounts | undefined, now: Instant): TopologySource {
  const { declaration, lastGood, failure, leftOut } = layer
  const error = failure?.message ?? (isSilent(layer, now) ? silence : undefined)
  return {
    name: declaration.name,
    kind: declaration.kind,
    detail: declaration.detail,
    state: error === undefined ? (isHeard(layer) ? 'ok' : 'waiting') : 'failing',
    ...(lastGood === undefined ? {} : { lastGoodAt: writeMoment(lastGood.toldMs) }),
    ...(error === undefined ? {} : { error }),
    warnings: layer.warnings,
    caveats: layer.caveats,
    nodes: counts?.nodes ?? 0,
    edges: counts?.edges ?? 0,
    ...(leftOut.nodes + leftOut.edges === 0 ? {} : { leftOut }),
  }
}

/** Whether the absence of something in it means something: it answers, and all that it knows is of now. */
export function isHealthy(layer: Layer, now: Instant): boolean {
  return layer.lastGood !== undefined && !isFrozen(layer, now)
}

/** Whether what a source says is fresh: it answers, or pushed something as lately as its elements stay live. */
export function isSourceFresh({ layers }: Topology, source: string, now: Instant): boolean {
  const layer = layers.get(source)
  if (layer?.lastGood === undefined || !isHeard(layer) || !isHealthy(layer, now)) return false
  return layer.declaration.kind !== 'push' || now.monoMs - layer.lastGood.at.monoMs <= staleAfterOf(layer)
}

const silence = 'It has not been heard of for more than two of its intervals.'

function isHeard({ lastGood }: Layer): boolean {
  return lastGood !== undefined && !lastGood.isRestored
}

function isSilent(layer: Layer, now: Instant): boolean {
  return isHeard(layer) && isFrozen(layer, now)
}
