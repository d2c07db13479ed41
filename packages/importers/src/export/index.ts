export { exportGraph } from './export-graph.ts'
export { exportFormats } from './exported.ts'
export type { ExportFormat, ExportOptions, ExportStatuses, Exported } from './exported.ts'
