/** `1 node`, `2,000 nodes`. */
export function countOf(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`
}

/** `300 nodes and 1 edge`; what there is none of is not said, unless there is nothing. */
export function sayCounts(nodes: number, edges: number): string {
  if (edges === 0) return countOf(nodes, 'node')
  return nodes === 0 ? countOf(edges, 'edge') : `${countOf(nodes, 'node')} and ${countOf(edges, 'edge')}`
}
