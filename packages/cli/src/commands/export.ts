import { basename, extname } from 'node:path'
import { formatTextFault, readGraphText } from '@statusgraph/document-text'
import { decodeText } from '@statusgraph/importers'
import { exportGraph } from '@statusgraph/importers/export'
import type { ExportFormat, ExportStatuses } from '@statusgraph/importers/export'
import { graphIdSchema } from '@statusgraph/model'
import { askAboutGraph, chooseServer } from '../ask-server.ts'
import { CommandFailure } from '../terminal.ts'
import type { Terminal } from '../terminal.ts'
import { formatDiagram } from './import/format-diagram.ts'
import { gatherFiles } from './import/gather-files.ts'

interface ExportCommandOptions {
  readonly format: ExportFormat
  /** With the lamps that a server shows now. */
  readonly lamps?: boolean
  readonly server?: string
}

/** Writes a graph document in the format of another tool. */
export async function exportDocument(
  terminal: Terminal,
  path: string,
  { format, lamps, server }: ExportCommandOptions,
): Promise<number> {
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
  const { text, diagnostics } = exportGraph(read.graph, format, {
    statuses: lamps === true ? await askLamps(terminal, read.graph.id, server) : undefined,
  })
  for (const line of formatDiagram(diagnostics, file)) terminal.err(`${line}\n`)
  terminal.out(text)
  return 0
}

/** The lamps of this moment, of the graph that is called like the document. */
async function askLamps(terminal: Terminal, graphId: string, given: string | undefined): Promise<ExportStatuses> {
  const server = chooseServer(terminal, given)
  return askAboutGraph(terminal, server, graphId, (client, signal) => client.readStatus(graphId, signal))
}
