/** The pages there are. */
export type Route =
  | { readonly page: 'graphs' }
  | { readonly page: 'graph'; readonly graph: string }
  | { readonly page: 'alerts' }
  | { readonly page: 'services' }
  | { readonly page: 'upstreams' }
  | { readonly page: 'missing'; readonly path: string }

/** Reads a path of ours, without the base. */
export function readRoute(path: string): Route {
  const segments = path.split('/').filter((segment) => segment !== '')
  const [first, second] = segments
  if (first === undefined) return { page: 'graphs' }
  if (first === 'graphs' && segments.length === 2 && second !== undefined) {
    return { page: 'graph', graph: decodeSegment(second) }
  }
  if (segments.length === 1 && (first === 'alerts' || first === 'services' || first === 'upstreams')) {
    return { page: first }
  }
  if (segments.length === 1 && first === 'graphs') return { page: 'graphs' }
  return { page: 'missing', path }
}

/** The path of a live graph, with a node selected when one is named. */
export function graphPath(graph: string, node?: string): string {
  const path = `/graphs/${encodeURIComponent(graph)}`
  return node === undefined ? path : `${path}?node=${encodeURIComponent(node)}`
}

/** The path of a live graph with an edge selected. */
export function edgePath(graph: string, edge: string): string {
  return `${graphPath(graph)}?select=${encodeURIComponent(edge)}`
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
