import type { Lamp } from '@statusgraph/model'

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

/** The colours of a sheet: those of the picture, and the few that only cards close up have. */
export interface SheetColours extends Colours {
  readonly text3: string
  readonly sunken: string
  readonly accent: string
  readonly accentTint: string
}
