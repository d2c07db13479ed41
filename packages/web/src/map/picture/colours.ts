import { lamps } from '@statusgraph/model'
import type { Lamp } from '@statusgraph/model'
import type { Colours, LampColours } from '@statusgraph/picture'

/** Reads the colours in force at an element. */
export function readColours(element: Element): Colours {
  const style = getComputedStyle(element)
  return nameColours((name) => style.getPropertyValue(name).trim())
}

/** The colours of the picture by the names that the style sheets give them. */
export function nameColours(read: (name: string) => string): Colours {
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
