import type { GraphDocument, NodeStatus } from '@statusgraph/model'
import type { Scene } from '../geometry/scene.ts'
import type { Spark } from '../near/Sparkline.tsx'
import type { Colours } from '../picture/colours.ts'
import type { MapTopology } from '../seen/map-topology.ts'
import type { SeenCodes } from '../seen/traits.ts'
import type { MapStatuses } from '../statuses.ts'

/** The colours of a sheet: those of the picture, and the few that only cards close up have. */
export interface SheetColours extends Colours {
  readonly text3: string
  readonly sunken: string
  readonly accent: string
  readonly accentTint: string
}

/** Everything that one sheet is drawn from. */
export interface Sheet {
  readonly graph: GraphDocument
  readonly scene: Scene
  readonly statuses: MapStatuses
  readonly topology: MapTopology
  /** The lamps of edges and what discovery knows, by number, as the picture is told them. */
  readonly edgeCodes: Uint8Array
  readonly seen: SeenCodes
  readonly sparklines: Readonly<Record<string, Spark>>
  readonly colours: SheetColours
  /** The moment that the picture shows, in milliseconds since 1970. */
  readonly atMs: number
  /** That moment in the reader's words, with the zone. */
  readonly at: string
}

export function statusOn(sheet: Sheet, id: string): NodeStatus | undefined {
  return sheet.statuses.get(id)
}
