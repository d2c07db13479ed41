import { readDocumentText, readGraphText } from '@statusgraph/document-text'
import type { GraphDocument } from '@statusgraph/model'
import type { ImportDiagnostic, ReadResult } from '../draft.ts'
import type { ImportFile, Importer } from '../importer.ts'
import { isStage } from './is-stage.ts'
import { readStage } from './original-stage/read-stage.ts'

/** Our own documents, taken as they are, and the stage files of the original. */
export const importer: Importer = {
  format: 'statusgraph',
  title: 'Statusgraph',
  extensions: ['.statusgraph.yaml', '.statusgraph.yml', '.statusgraph.json'],
  detect,
  read,
}

function detect(text: string): number {
  if (!/^[ \t]*["']?(?:nodes|edges)["']?[ \t]*:/m.test(text) && !/[{,]\s*"(?:nodes|edges)"\s*:/.test(text)) return 0
  if (
    /^[ \t]*["']?version["']?[ \t]*:[ \t]*1[ \t]*,?[ \t]*\r?$/m.test(text) ||
    /[{,]\s*"version"\s*:\s*1\s*[,}]/.test(text)
  )
    return 0.85
  // The original wrote no version, and ends of edges as maps with a connector.
  if (/"(?:connector|bounds)"\s*:/.test(text)) return 0.8
  return /^(?:nodes|edges)[ \t]*:/m.test(text) ? 0.45 : 0.2
}

function read({ text, name = 'the file' }: ImportFile): ReadResult {
  const document = readDocumentText(text, name)
  if (document.ok && isStage(document.value)) {
    const stage = readStage(text, name)
    if (!stage.ok) return { ok: false, diagnostics: [{ kind: 'error', message: stage.message }] }
    return whole(
      stage.graph,
      stage.notes.map((message) => ({ kind: 'note', message })),
    )
  }
  const graph = readGraphText(text, name, 'imported')
  if (graph.ok) return whole(graph.graph, [])
  return {
    ok: false,
    diagnostics: graph.faults.map(({ line, column, message, hint }) => ({
      kind: 'error',
      line,
      column,
      message: hint === undefined ? message : `${message}, ${hint}`,
    })),
  }
}

function whole(document: GraphDocument, diagnostics: readonly ImportDiagnostic[]): ReadResult {
  return { ok: true, draft: { document, nodes: [], edges: [] }, choices: [], diagnostics }
}
