/** The formats of `statusgraph import` and `export`, in the order in which they are named. */
export const importFormats = [
  'dot',
  'plantuml',
  'mermaid',
  'd2',
  'drawio',
  'structurizr',
  'likec4',
  'excalidraw',
  'compose',
  'kubernetes',
  'backstage',
  'statusgraph',
] as const
export type ImportFormat = (typeof importFormats)[number]
