import type { NodeKind } from '@statusgraph/model'

const strokes: Partial<Record<NodeKind, string>> = {
  actor: 'M10 3.2a3.1 3.1 0 1 1 0 6.2a3.1 3.1 0 1 1 0-6.2zM3.8 17c.6-3.6 3-5.4 6.2-5.4s5.6 1.8 6.2 5.4',
  cache: 'M11 2.4L4.6 11.4h4.2L8.2 17.6l7.2-9.4h-4.6z',
  function: 'M13.6 3.4c-2.6-.5-3.4.6-3.8 3L8.4 14c-.4 2.2-1.4 3.1-3.4 2.7M6.4 8.8h6',
  external:
    'M8.4 4.6H5a1.4 1.4 0 0 0-1.4 1.4v9A1.4 1.4 0 0 0 5 16.4h9a1.4 1.4 0 0 0 1.4-1.4v-3.4M11.4 3.4h5.2v5.2M16.4 3.6L9.4 10.6',
}

/** The path data, in a square of 20, of the sign of a kind whose outline alone does not tell it. */
export function glyphOf(kind: NodeKind): string | undefined {
  return strokes[kind]
}
