export { breakName, fitText, measureText, shortenText } from '@statusgraph/layout'
export type { Weight } from '@statusgraph/layout'
