import type { Lamp } from '@statusgraph/model'
import type { ExportStatuses } from './exported.ts'

/** How a lamp looks where nothing but a colour and words can be given. */
export interface LampLook {
  /** `critical`, `ok, stale`: no colour stands without its word. */
  readonly words: string
  readonly name: Lamp
  readonly fill: string
  readonly line: string
  readonly text: string
}

/** The light colours of the page: files are shown on white. */
export const lampColours: Readonly<
  Record<Lamp, { readonly fill: string; readonly line: string; readonly text: string }>
> = {
  critical: { fill: '#fdebe9', line: '#d42a20', text: '#b51c13' },
  warning: { fill: '#fff3d9', line: '#c07a00', text: '#855600' },
  unknown: { fill: '#f0eee9', line: '#7a766f', text: '#625e57' },
  muted: { fill: '#eeeef5', line: '#6a698f', text: '#565579' },
  ok: { fill: '#e8f4ec', line: '#2c8a54', text: '#1d6c40' },
}

/** The look of a node's lamp; undefined when no lamps are wanted. A node that nobody knows of is unknown. */
export function lookOf(statuses: ExportStatuses | undefined, id: string): LampLook | undefined {
  if (statuses === undefined) return undefined
  const { lamp, overlays } = (Object.hasOwn(statuses.nodes, id) ? statuses.nodes[id] : undefined) ?? {
    lamp: 'unknown',
    overlays: [],
  }
  const words = [lamp, ...new Set(overlays.map(({ kind }) => kind))].join(', ')
  // What was ok once is no green area: nobody would read the word beside it.
  const name = lamp === 'ok' && overlays.some(({ kind }) => kind === 'stale') ? 'unknown' : lamp
  return { words, name, ...lampColours[name] }
}

/** The name of the picture, with the moment of its lamps. */
export function titleOf(name: string, statuses: ExportStatuses | undefined): string {
  return statuses === undefined ? name : `${name}, lamps of ${statuses.at}`
}
