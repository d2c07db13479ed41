import { at, makeTemplate } from './template.ts'

/** Data flows from left to right, and every column is one thing that is done to it. */
export const dataPipeline = makeTemplate(
  'data-pipeline',
  'Data pipeline',
  'From where data is born to where people use it',
  {
    nodes: [
      { id: 'sources', name: 'Sources', kind: 'group' },
      { id: 'app-events', parent: 'sources', position: at(0, 0) },
      { id: 'orders-db', kind: 'database', parent: 'sources', position: at(0, 1) },
      { id: 'partner-files', kind: 'external', parent: 'sources', position: at(0, 2) },

      { id: 'ingest', name: 'Ingest', kind: 'group' },
      { id: 'collector', kind: 'gateway', parent: 'ingest', position: at(1, 0) },
      { id: 'change-capture', parent: 'ingest', position: at(1, 1) },
      { id: 'file-loader', kind: 'function', parent: 'ingest', position: at(1, 2) },
      { id: 'event-stream', kind: 'queue', position: at(2, 0.5) },

      { id: 'process', name: 'Process', kind: 'group' },
      { id: 'stream-jobs', parent: 'process', position: at(3, 0) },
      { id: 'batch-jobs', parent: 'process', position: at(3, 1) },
      { id: 'quality-checks', kind: 'function', parent: 'process', position: at(3, 2) },
      { id: 'scheduler', position: at(3, 3.5) },

      { id: 'keep', name: 'Store', kind: 'group' },
      { id: 'feature-store', kind: 'cache', parent: 'keep', position: at(4, 0) },
      { id: 'warehouse', kind: 'database', parent: 'keep', position: at(4, 1) },
      { id: 'data-lake', kind: 'storage', parent: 'keep', position: at(4, 2) },

      { id: 'serve', name: 'Serve', kind: 'group' },
      { id: 'models', parent: 'serve', position: at(5, 0) },
      { id: 'dashboards', parent: 'serve', position: at(5, 1) },
      { id: 'exports', parent: 'serve', position: at(5, 2) },
    ],
    edges: [
      { source: 'app-events', target: 'collector' },
      { source: 'orders-db', target: 'change-capture' },
      { source: 'partner-files', target: 'file-loader' },
      { source: 'collector', target: 'event-stream' },
      { source: 'change-capture', target: 'event-stream' },
      { source: 'file-loader', target: 'quality-checks' },
      { source: 'event-stream', target: 'stream-jobs' },
      { source: 'event-stream', target: 'batch-jobs' },
      { source: 'stream-jobs', target: 'feature-store' },
      { source: 'batch-jobs', target: 'warehouse' },
      { source: 'quality-checks', target: 'data-lake' },
      { source: 'scheduler', target: 'quality-checks' },
      { source: 'feature-store', target: 'models' },
      { source: 'warehouse', target: 'dashboards' },
      { source: 'data-lake', target: 'exports' },
    ],
  },
)
