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

/** Formats in which many files together are one diagram. */
export const manyFileFormats: ReadonlySet<ImportFormat> = new Set<ImportFormat>([
  'kubernetes',
  'backstage',
  'structurizr',
  'likec4',
])

/** What a folder is read for: the first that it has any of. A LikeC4 or Structurizr project has YAML and JSON beside it. */
export const manyFilePatterns: readonly RegExp[] = [/\.dsl$/i, /\.(?:c4|likec4|like-c4)$/i, /\.(?:ya?ml|json)$/i]
