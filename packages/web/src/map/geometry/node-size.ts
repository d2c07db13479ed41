export { card, chipsOf, group, insetsOf, isFrame, isShape, portYOf, sizeNode } from '@statusgraph/layout'
