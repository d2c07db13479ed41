import type { Point } from './geometry/box.ts'

/** What lies under a point of the map. */
export type MapTarget =
  | { readonly kind: 'canvas' }
  | { readonly kind: 'node'; readonly id: string }
  /** A group: its title bar, or the area that it tints. */
  | { readonly kind: 'group'; readonly id: string; readonly part: 'title' | 'area' }
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

/** A press that a tool took: it hears every movement until the hand lets go, or gives up. */
export interface MapDrag {
  move(place: MapPlace, event: PointerEvent): void
  drop(place: MapPlace, event: PointerEvent): void
  cancel(): void
}

/**
 * What an editor does with what a hand does on the map. Without a tool the map pans and selects; with one, a press
 * that the tool does not take still pans. Two fingers always pan and zoom.
 */
export interface MapTool {
  press(place: MapPlace, event: PointerEvent): MapDrag | undefined
  /** A press and release without a movement. */
  tap(place: MapPlace, event: PointerEvent): void
  doubleTap(place: MapPlace, event: MouseEvent): void
  hover(place: MapPlace | undefined): void
  /** The context menu: right button, long press, or the menu key. */
  menu(place: MapPlace, event: MouseEvent): void
}
