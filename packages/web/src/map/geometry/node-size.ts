export {
  card,
  chipsOf,
  group,
  hasRoomForMetric,
  insetsOf,
  isFrame,
  isShape,
  portYOf,
  sizeNode,
} from '@statusgraph/layout'
