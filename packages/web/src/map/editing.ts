import type { Point } from './geometry/box.ts'
import type { Workbench } from './workbench.ts'

/** What lies under a point of the map. */
export type MapTarget =
  | { readonly kind: 'canvas' }
  | { readonly kind: 'node'; readonly id: string }
  /** A group: its title bar, or the area that it tints. */
  | { readonly kind: 'group'; readonly id: string; readonly part: 'title' | 'area' }
  /** The row of a port, close up. */
  | { readonly kind: 'port'; readonly node: string; readonly port: string }
  | { readonly kind: 'edge'; readonly id: string }

/** A point of the map. */
export interface MapPlace {
  /** In canvas units, as positions in the document are. */
  readonly point: Point
  /** CSS pixels from the map's top left corner. */
  readonly screen: Point
  readonly target: MapTarget
}

/** A drag that a tool took: it hears every movement until the hand lets go, or gives up. */
export interface MapDrag {
  /** Also called when the map moves under a hand that holds still. */
  move(place: MapPlace, event: PointerEvent): void
  drop(place: MapPlace, event: PointerEvent): void
  /** Escape, a second finger, or a browser that takes the pointer away: everything is as before. */
  cancel(): void
}

/**
 * What an editor does with what a hand does on the map. Without a tool the map pans and selects; with one, a drag
 * that the tool does not take still pans. Two fingers, the middle button and a held Space always pan.
 */
export interface MapTool {
  readonly workbench: Workbench
  /** A press that has begun to move; `place` is where it began. */
  press(place: MapPlace, event: PointerEvent): MapDrag | undefined
  /** A press and release without a movement. */
  tap(place: MapPlace, event: PointerEvent): void
  /** A node was chosen without a pointer: Enter or Space on its element, or the click of a screen reader. */
  choose(nodeId: string, event: MouseEvent): void
  doubleTap(place: MapPlace, event: MouseEvent): void
  /** A pointer above the map that presses nothing; answers the cursor that says what a press would do. */
  hover(place: MapPlace | undefined): string | undefined
  /** The context menu: right button, long press, or the menu key. */
  menu(place: MapPlace, event: MouseEvent): void
  /** Something is carried over the map from outside of it, such as from a palette: whether it may be put down. */
  carryIn(place: MapPlace | undefined, event: DragEvent): boolean
  /** It is put down. */
  putDown(place: MapPlace, event: DragEvent): void
}
