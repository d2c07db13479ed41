import type { GraphNode } from '@statusgraph/model'

/** The first link of a node that leads somewhere on the web; files are opened by programs that follow anything. */
export function webLink({ links = [] }: GraphNode): string | undefined {
  const first = links.find(({ url }) => isWebLink(url))
  return first === undefined ? undefined : new URL(first.url).href
}

function isWebLink(url: string): boolean {
  return /^https?:/i.test(url) && URL.canParse(url)
}
