import type { ImportFormat } from '@statusgraph/protocol'

/** The formats as people call them, in the order in which they are offered. */
export const formatTitles: Readonly<Record<ImportFormat, string>> = {
  drawio: 'draw.io',
  plantuml: 'PlantUML',
  mermaid: 'Mermaid',
  dot: 'DOT (Graphviz)',
  d2: 'D2',
  structurizr: 'Structurizr',
  likec4: 'LikeC4',
  excalidraw: 'Excalidraw',
  compose: 'Docker Compose',
  kubernetes: 'Kubernetes',
  backstage: 'Backstage',
  statusgraph: 'Statusgraph',
}
