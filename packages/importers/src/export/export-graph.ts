import { writeGraphText } from '@statusgraph/document-text'
import type { GraphDocument } from '@statusgraph/model'
import type { ImportDiagnostic } from '../draft.ts'
import { writeD2 } from './d2.ts'
import { writeDot } from './dot.ts'
import { writeDrawio } from './drawio.ts'
import type { ExportFormat, ExportOptions, Exported } from './exported.ts'
import { findLosses } from './losses.ts'
import type { Room } from './losses.ts'
import { writeMermaid } from './mermaid.ts'
import { outlineGraph } from './outline.ts'
import type { Outline } from './outline.ts'
import { writePlantuml } from './plantuml.ts'

interface Writer extends Room {
  readonly mediaType: string
  readonly extension: string
  readonly write: (graph: GraphDocument, outline: Outline, options: ExportOptions) => string
}

const writers: Readonly<Record<Exclude<ExportFormat, 'statusgraph' | 'yaml' | 'json'>, Writer>> = {
  dot: {
    title: 'DOT',
    mediaType: 'text/vnd.graphviz',
    extension: '.dot',
    holds: new Set(['description', 'description of an edge']),
    labelsPorts: true,
    emptyGroups: true,
    write: writeDot,
  },
  mermaid: {
    title: 'Mermaid',
    mediaType: 'text/vnd.mermaid',
    extension: '.mmd',
    holds: new Set(),
    labelsPorts: false,
    emptyGroups: true,
    edges: 500,
    write: writeMermaid,
  },
  plantuml: {
    title: 'PlantUML',
    mediaType: 'text/x-plantuml',
    extension: '.puml',
    holds: new Set(),
    labelsPorts: false,
    emptyGroups: false,
    write: writePlantuml,
  },
  d2: {
    title: 'D2',
    mediaType: 'text/x-d2',
    extension: '.d2',
    holds: new Set(['description']),
    labelsPorts: true,
    emptyGroups: false,
    write: writeD2,
  },
  drawio: {
    title: 'draw.io',
    mediaType: 'application/vnd.jgraph.mxfile',
    extension: '.drawio',
    holds: new Set(['description', 'position', 'labels', 'description of an edge']),
    labelsPorts: true,
    emptyGroups: false,
    write: writeDrawio,
  },
}

/**
 * Writes a graph in a format of others, or in its own. It asks nothing and nobody: the same graph gives the same text.
 *
 * @example
 * const { text, extension } = exportGraph(graph, 'mermaid')
 */
export function exportGraph(graph: GraphDocument, format: ExportFormat, options: ExportOptions = {}): Exported {
  if (format === 'yaml' || format === 'json' || format === 'statusgraph') {
    const written = format === 'yaml' ? 'yaml' : 'json'
    return {
      text: writeGraphText(graph, written),
      mediaType: `application/${written}`,
      extension: `.${written}`,
      diagnostics: options.statuses === undefined ? [] : [noLamps],
    }
  }
  const writer = writers[format]
  const outline = outlineGraph(graph)
  return {
    text: writer.write(graph, outline, options),
    mediaType: writer.mediaType,
    extension: writer.extension,
    diagnostics: findLosses(graph, outline, writer),
  }
}

const noLamps: ImportDiagnostic = {
  kind: 'lost',
  message: 'A graph document holds no lamps: they are what monitoring says of it now.',
}
