import type { GraphDocument, NodeStatus } from '@statusgraph/model'
import type { Scene } from '../geometry/scene.ts'
import type { MapTopology } from '../seen/map-topology.ts'
import type { SeenCodes } from '../seen/traits.ts'
import type { Appearance } from '../status/appearance.ts'
import { decodeAppearance, encodeAppearance } from '../status/appearance.ts'
import type { MapStatuses } from '../status/statuses.ts'
import type { TimeWords } from '../words/age.ts'
import type { SheetColours } from './colours.ts'
import type { SheetIcons } from './sheet-icons.ts'
import type { Spark } from './spark.ts'

/** Everything that one sheet is drawn from. */
export interface Sheet {
  readonly graph: GraphDocument
  readonly scene: Scene
  /** What monitoring says at one moment; undefined: the drawing alone, and nothing on it has a lamp. */
  readonly live: LiveSheet | undefined
  readonly topology: MapTopology
  /** The lamps of edges and what discovery knows, by number, as the picture is told them. */
  readonly edgeCodes: Uint8Array
  readonly seen: SeenCodes
  readonly colours: SheetColours
  readonly icons: SheetIcons
}

export interface LiveSheet {
  readonly statuses: MapStatuses
  readonly sparklines: Readonly<Record<string, Spark>>
  /** The moment that the picture shows, in milliseconds since 1970. */
  readonly atMs: number
  readonly times: TimeWords
}

export function statusOn({ live }: Sheet, id: string): NodeStatus | undefined {
  return live?.statuses.get(id)
}

/** What can be seen of a status; undefined on a drawing, where a node without one is not unknown but simply drawn. */
export function appearanceOn({ live }: Sheet, status: NodeStatus | undefined): Appearance | undefined {
  return live === undefined ? undefined : decodeAppearance(encodeAppearance(status))
}
