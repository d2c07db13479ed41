import type { GraphNode } from '@statusgraph/model'

/** What is written at the end of an edge that ends at a port; undefined when it ends at none. */
export function portText(node: GraphNode | undefined, port: string | null): string | undefined {
  if (port === null) return undefined
  const known = node?.ports?.find(({ id }) => id === port)
  const text = [known?.name ?? '', known?.label ?? ''].filter((part) => part !== '').join(' ')
  return text === '' ? port : text
}
