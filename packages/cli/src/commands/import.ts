import { writeGraphText } from '@statusgraph/document-text'
import type { DiagramResult, ImportFormat } from '@statusgraph/importers'
import { DiagramReaders } from '@statusgraph/server'
import type { UnreadFile } from '@statusgraph/server'
import { count } from '../format-diagnostic.ts'
import type { Terminal } from '../terminal.ts'
import { formatDiagram } from './import/format-diagram.ts'
import { gatherFiles } from './import/gather-files.ts'

/** Reads a diagram of another tool and prints it as a graph document. */
export async function importDiagram(
  terminal: Terminal,
  paths: readonly string[],
  options: { readonly format?: ImportFormat; readonly choice?: string; readonly json?: boolean },
): Promise<number> {
  const files = await gatherFiles(terminal, paths)
  const result = await read(files, options)
  const wholeFile = paths.map((path) => (path === '-' ? 'stdin' : path)).join(' ')
  for (const line of formatDiagram(result.diagnostics, wholeFile)) terminal.err(`${line}\n`)
  if (options.json === true) terminal.out(`${JSON.stringify({ ...result, ok: undefined }, undefined, 2)}\n`)
  if (!result.ok) return 1
  if (options.json !== true) terminal.out(writeGraphText(result.graph, 'json'))
  terminal.err(sayResult(result))
  return 0
}

async function read(
  files: readonly UnreadFile[],
  { format, choice }: { readonly format?: ImportFormat; readonly choice?: string },
): Promise<DiagramResult> {
  const readers = new DiagramReaders({ threads: 1 })
  try {
    return await readers.read({ files, format, choice })
  } finally {
    await readers.stop()
  }
}

function sayResult({ graph, format, choices, chosen }: Extract<DiagramResult, { ok: true }>): string {
  const groups = graph.nodes.filter(({ kind }) => kind === 'group').length
  const parts = [count(graph.nodes.length - groups, 'node'), count(groups, 'group'), count(graph.edges.length, 'edge')]
  const read = `read as ${format}: ${parts.join(', ')}\n`
  if (choices.length < 2) return read
  const others = choices.map(
    ({ id, name }) => `  --choice=${quote(id)}  ${name}${id === chosen ? ' (this one)' : ''}\n`,
  )
  return `${read}The file holds ${choices.length} diagrams:\n${others.join('')}`
}

/** As a shell takes it. */
function quote(text: string): string {
  return /^[\w./:-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`
}
