/** A map as a picture: where its lines run, how its signs look, what its words are, and one SVG of all of it. Pure. */
export { indexBoxes } from './geometry/box-index.ts'
export type { BoxIndex } from './geometry/box-index.ts'
export { carryInScene } from './geometry/carry.ts'
export { arrowOf, boxOfCurve, pathOf, pointAlong, sampleCurve } from './geometry/curve.ts'
export { edgeNumbersOf } from './geometry/edge-numbers.ts'
export { spotInScene } from './geometry/label-spots.ts'
export { detailOf, outlineOf, sheetsOf, sideInsetAt } from './geometry/outline.ts'
export { placeDrawn, readDrawn } from './geometry/place-drawn.ts'
export type { DrawnGraph } from './geometry/place-drawn.ts'
export type { Route } from './geometry/route.ts'
export { routeEdge } from './geometry/route-edge.ts'
export { assembleScene, buildScene, findsDetours, hasOutlet, prepareScene } from './geometry/scene.ts'
export type { Scene, SceneEdge, SceneNode } from './geometry/scene.ts'
export { adoptRoutes, endOf, findKeptRoutes, obstaclesOf, routeInScene } from './geometry/scene-routes.ts'
export { isPlainDrawing, paintIcon } from './icon/paint-icon.ts'
export { describeEdge, sayEdge, sayTraffic, stateWords } from './seen/describe-edge.ts'
export { badgePaths, badgeRing, badgeSizePx, edgeBadges, lookOfEdge, traitsSize } from './seen/edge-look.ts'
export type { EdgeBadge, EdgeLook } from './seen/edge-look.ts'
export { encodeSeen } from './seen/encode-scene.ts'
export { foldFound, isTooMuch } from './seen/fold-found.ts'
export { detailAt } from './seen/label-words.ts'
export { labelsIn } from './seen/lay-labels.ts'
export { noTopology } from './seen/map-topology.ts'
export type { MapTopology } from './seen/map-topology.ts'
export { mergeEdges, mergeTopology } from './seen/merge-edges.ts'
export { lookOfNode, softAlpha } from './seen/node-look.ts'
export { lastSeenOf, saySeen } from './seen/say-seen.ts'
export { encodeEdge, encodeNode, noSeenCodes, shareOfErrors, writeNumbers } from './seen/traits.ts'
export type { SeenCodes } from './seen/traits.ts'
export {
  compareCodes,
  decodeAppearance,
  encodeAppearance,
  isNotable,
  isTrouble,
  markOf,
  noStatusCode,
} from './status/appearance.ts'
export type { Appearance } from './status/appearance.ts'
export { marks } from './status/marks.ts'
export type { Mark } from './status/marks.ts'
export { mergeStatuses } from './status/merge-statuses.ts'
export { StatusCodes } from './status/status-codes.ts'
export { noStatuses } from './status/statuses.ts'
export type { MapStatuses } from './status/statuses.ts'
export type { Colours, LampColours, SheetColours } from './svg/colours.ts'
export { drawPicture } from './svg/draw-picture.ts'
export type { LivePicture, PictureContents } from './svg/draw-picture.ts'
export { writeElement, writeValue } from './svg/elements.ts'
export type { SvgElement } from './svg/elements.ts'
export type { FindIcon, PictureIcon } from './svg/find-icon.ts'
export { glyphOf } from './svg/glyphs.ts'
export { palettes } from './svg/palettes.ts'
export { traceSpark } from './svg/spark.ts'
export type { Spark, SparkPoints } from './svg/spark.ts'
export type { DrawnSvg } from './svg/write-svg.ts'
export {
  formatAge,
  formatAgo,
  formatClock,
  formatInstant,
  formatLasting,
  formatMoment,
  readerTimes,
  secondsLeft,
  utcTimes,
} from './words/age.ts'
export type { TimeWords } from './words/age.ts'
export { isStale, lampWords, markWords, saySummary, sayStatus, sinceOf, worstMark } from './words/lamp-words.ts'
export { findOverlay, sayMembers, sayState } from './words/say-state.ts'
export { formatBytes, formatDuration, formatRate, formatShare } from './words/traffic-words.ts'
export { formatValue } from './words/value.ts'
export { revealHidden } from './words/visible-text.ts'
