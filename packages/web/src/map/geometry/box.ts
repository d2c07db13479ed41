export { boundsOf, centreOf, clamp, doOverlap, inflateBox, isInside } from '@statusgraph/layout'
export type { Box, Point, Size } from '@statusgraph/layout'
