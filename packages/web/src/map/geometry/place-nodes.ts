export { findUnplaced, placeNodes } from '@statusgraph/layout'
export type { LayOut } from '@statusgraph/layout'
