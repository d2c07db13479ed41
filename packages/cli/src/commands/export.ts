import { basename, extname } from 'node:path'
import { formatTextFault, readGraphText } from '@statusgraph/document-text'
import { decodeText } from '@statusgraph/importers'
import { exportGraph } from '@statusgraph/importers/export'
import type { Exported } from '@statusgraph/importers/export'
import { graphIdSchema } from '@statusgraph/model'
import type { GraphDocument } from '@statusgraph/model'
import type { ExportFormat, WireSnapshot } from '@statusgraph/protocol'
import { askAboutGraph, chooseServer } from '../ask-server.ts'
import { CommandFailure } from '../terminal.ts'
import type { Terminal } from '../terminal.ts'
import { formatDiagram } from './import/format-diagram.ts'
import { gatherFiles } from './import/gather-files.ts'

export interface ExportCommandOptions {
  readonly format: ExportFormat
  /** With the lamps that a server shows now. */
  readonly lamps?: boolean
  readonly server?: string
  /** Of a picture. */
  readonly theme?: 'light' | 'dark'
}

/** Writes a graph document in the format of another tool. */
export async function exportDocument(terminal: Terminal, path: string, options: ExportCommandOptions): Promise<number> {
  const [only, ...others] = await gatherFiles(terminal, [path])
  if (only === undefined || others.length > 0) {
    throw new CommandFailure(`${path} is a folder; one graph document is exported at a time`)
  }
  const file = path === '-' ? 'stdin' : path
  // As in a provisioned folder, a document without an id is called like its file.
  const name = graphIdSchema.safeParse(basename(path, extname(path)))
  const read = readGraphText(decodeText(only.bytes), file, name.data ?? 'graph')
  if (!read.ok) {
    for (const fault of read.faults) terminal.err(`${formatTextFault(fault)}\n`)
    return 1
  }
  const moment = options.lamps === true ? await askLamps(terminal, read.graph.id, options.server) : undefined
  const { text, diagnostics } = await writeExport(read.graph, options, moment)
  for (const line of formatDiagram(diagnostics, file)) terminal.err(`${line}\n`)
  terminal.out(text)
  return 0
}

async function writeExport(
  graph: GraphDocument,
  { format, theme = 'light' }: ExportCommandOptions,
  moment: WireSnapshot | undefined,
): Promise<Exported> {
  if (format !== 'svg') return exportGraph(graph, format, { statuses: moment })
  const { drawOnce } = await import('@statusgraph/server')
  return drawOnce({ graph, theme, moment })
}

/** The lamps of this moment, of the graph that is called like the document. */
async function askLamps(terminal: Terminal, graphId: string, given: string | undefined): Promise<WireSnapshot> {
  const server = chooseServer(terminal, given)
  return askAboutGraph(terminal, server, graphId, (client, signal) => client.readStatus(graphId, signal))
}
