/** In a file of its own, which is loaded when something has no place: most graphs that are looked at have them all. */
export { layOutUnplaced } from '@statusgraph/layout'
