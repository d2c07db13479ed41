import type { Lamp } from '@statusgraph/model'
import { lamps } from '@statusgraph/model'

export interface LampColours {
  readonly main: string
  readonly text: string
  readonly tint: string
}

/** Every colour of the picture, resolved, because a worker sees no style sheet. */
export interface Colours {
  readonly canvas: string
  readonly dot: string
  readonly surface: string
  readonly hairline: string
  readonly hairlineStrong: string
  readonly edge: string
  readonly text: string
  readonly text2: string
  readonly on: string
  readonly hatch: string
  readonly group: string
  readonly shadow: string
  readonly lamps: Readonly<Record<Lamp, LampColours>>
}

/** Reads the colours in force at an element. */
export function readColours(element: Element): Colours {
  const style = getComputedStyle(element)
  const read = (name: string): string => style.getPropertyValue(name).trim()
  const lampColours = (lamp: Lamp): LampColours => ({
    main: read(`--lamp-${lamp}`),
    text: read(`--lamp-${lamp}-text`),
    tint: read(`--lamp-${lamp}-tint`),
  })
  const [critical, warning, unknown, muted, ok] = lamps.map(lampColours)
  const fallback = lampColours('unknown')
  return {
    canvas: read('--canvas'),
    dot: read('--canvas-dot'),
    surface: read('--surface'),
    hairline: read('--hairline'),
    hairlineStrong: read('--hairline-strong'),
    edge: read('--edge'),
    text: read('--text'),
    text2: read('--text-2'),
    on: read('--on-ink'),
    hatch: read('--hatch'),
    group: read('--map-group'),
    shadow: read('--map-shadow'),
    lamps: {
      critical: critical ?? fallback,
      warning: warning ?? fallback,
      unknown: unknown ?? fallback,
      muted: muted ?? fallback,
      ok: ok ?? fallback,
    },
  }
}
