import type { EdgeStatus, Lamp, NodeStatus, Overlay } from '@statusgraph/model'
import type { Mark } from './marks.ts'

/** What of a status can be seen. */
export interface Appearance {
  readonly lamp: Lamp
  readonly isStale: boolean
  readonly isPending: boolean
  readonly isPartial: boolean
  readonly impacted: 'critical' | 'warning' | undefined
}

// Written out here, worst first, because the worker that reads it shall not load the model and its schemas.
const codedLamps = ['critical', 'warning', 'unknown', 'muted', 'ok'] as const satisfies readonly Lamp[]

/** Orders appearances worst first. */
export function compareCodes(a: number, b: number): number {
  return (a & lampBits) - (b & lampBits)
}

/** Whether a code is critical or warning. */
export function isTrouble(code: number): boolean {
  return (code & lampBits) < 2
}

/** In place of a code: nobody watches it, so it has no lamp at all. */
export const noStatusCode = 255

const lampBits = 7
const stale = 8
const pending = 16
const partial = 32
const impactedCritical = 64
const impactedWarning = 128

/** A status in one byte, so that ten thousand of them cross to the worker as a small buffer. */
export function encodeAppearance(status: NodeStatus | EdgeStatus | undefined): number {
  // A node nobody said anything about is unknown, never ok.
  if (status === undefined) return codedLamps.indexOf('unknown')
  return status.overlays.reduce((code, overlay) => code | bitOf(overlay), codedLamps.indexOf(status.lamp))
}

function bitOf(overlay: Overlay): number {
  switch (overlay.kind) {
    case 'stale':
      return stale
    case 'pending':
      return pending
    case 'partial':
      return partial
    case 'impacted':
      return overlay.lamp === 'critical' ? impactedCritical : impactedWarning
  }
}

export function decodeAppearance(code: number): Appearance {
  // There are few of them and they never change, but each picture asks for thousands.
  return (decoded[code] ??= readAppearance(code))
}

const decoded: Appearance[] = []

function readAppearance(code: number): Appearance {
  return {
    lamp: codedLamps[code & lampBits] ?? 'unknown',
    isStale: (code & stale) !== 0,
    isPending: (code & pending) !== 0,
    isPartial: (code & partial) !== 0,
    impacted: (code & impactedCritical) !== 0 ? 'critical' : (code & impactedWarning) !== 0 ? 'warning' : undefined,
  }
}

/** The mark to draw. An ok that is no longer fresh shows a clock and nothing green. */
export function markOf(appearance: Appearance): Mark {
  return appearance.isStale && appearance.lamp === 'ok' ? 'stale' : appearance.lamp
}

/** Whether the eye has to find it: everything but a fresh ok. */
export function isNotable(appearance: Appearance): boolean {
  return appearance.lamp !== 'ok' || appearance.isStale
}
