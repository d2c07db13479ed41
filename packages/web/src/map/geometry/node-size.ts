export {
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
} from '@statusgraph/layout'
