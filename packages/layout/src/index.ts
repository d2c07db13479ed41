/** Where the nodes of a graph stand. Pure: the page and the server come to the same places. */
export {
  boundsOf,
  boxOfBounds,
  centreOf,
  clamp,
  doOverlap,
  inflateBox,
  isInside,
  startBounds,
  widenBounds,
} from './geometry/box.ts'
export type { Bounds, Box, Point, Size } from './geometry/box.ts'
export { breakName, fitText, measureText, shortenText } from './geometry/text-width.ts'
export type { Weight } from './geometry/text-width.ts'
export {
  axisYOf,
  card,
  chipsOf,
  group,
  hasRoomForMetric,
  insetsOf,
  isFrame,
  isShape,
  linesOfShape,
  portYOf,
  sizeNode,
  widthOfValuePx,
} from './geometry/node-size.ts'
export { findUnplaced, placeGroups, placeNodes } from './geometry/place-nodes.ts'
export type { LayOut } from './geometry/place-nodes.ts'
export { layOutUnplaced } from './lay-out-unplaced.ts'
export { arrangeAround } from './arrange-around.ts'
export type { Wish } from './arrange-around.ts'
export { arrangeGroups } from './arrange-groups.ts'
export type { Manner } from './arrange-groups.ts'
export { packBoxes } from './pack-boxes.ts'
export { placeAdded } from './place-added.ts'
export { readBlocks } from './read-blocks.ts'
export { eachBlock, frameBlocks, gaps, goodRatio, holdersOf, splitSheet } from './sheet.ts'
export type { Block, Flow, Link, Places, Sheet } from './sheet.ts'
export { placeFound } from './place-found.ts'
