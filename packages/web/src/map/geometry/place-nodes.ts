export { findUnplaced, placeGroups, placeNodes } from '@statusgraph/layout'
export type { LayOut } from '@statusgraph/layout'
