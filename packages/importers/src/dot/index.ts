import type { DraftChoice, ImportDiagnostic, ReadResult } from '../draft.ts'
import type { ImportFile, Importer, ReadOptions } from '../importer.ts'
import { draftAsDrawn, isDrawnOtherwise, tellDrawing } from './as-drawn.ts'
import { buildGraph } from './build-graph.ts'
import type { BuiltGraph } from './build-graph.ts'
import { draftGraph } from './draft-graph.ts'
import { parseDot } from './parse.ts'
import { DotFault } from './scan.ts'
import { exportMark } from '../export-mark.ts'
import type { DotGraph } from './tree.ts'

/**
 * DOT, the language of Graphviz. Read by a parser of our own: Graphviz itself tells no lines and refuses nothing that
 * it can repair, and the parsers in plain JavaScript refuse names that the language allows.
 */
export const importer: Importer = { format: 'dot', title: 'DOT (Graphviz)', extensions: ['.dot', '.gv'], detect, read }

function detect(text: string): number {
  const start = text.slice(0, 20_000).replaceAll(/\/\*[^]*?\*\/|\/\/[^\n]*|^#[^\n]*/gm, '')
  const opening = /^\s*(?:strict\s+)?(di)?graph\b\s*(?:"(?:[^"\\]|\\.)*"|<[^>]*>|[\w.\u0080-\uffff-]+)?\s*\{/i.exec(
    start,
  )
  return opening === null ? 0 : 0.95
}

function read({ text }: ImportFile, { choice }: ReadOptions): ReadResult {
  const { graphs, fault } = parseDot(text)
  if (graphs.length === 0) {
    const message = fault?.message ?? 'There is no graph in the file; one begins with "digraph {" or "graph {".'
    return { ok: false, diagnostics: [{ kind: 'error', ...(fault?.at ?? { line: 1 }), message }] }
  }
  const diagnostics: ImportDiagnostic[] =
    fault === undefined
      ? []
      : [{ kind: 'lost', ...fault.at, message: `The rest of the file was not read. ${fault.message}` }]
  const built = buildGraphs(graphs)
  if (!built.ok) return built
  const choices = listChoices(built.graphs)
  // Our own export ends an edge of a group as Graphviz wants it: at a node inside, cut at the border.
  const isOurs = built.graphs[0]?.content.attributes.get('comment')?.text === exportMark
  const chosen =
    choices.find(({ id }) => id === choice) ?? choices.find(({ id }) => isOurs && id.endsWith(drawn)) ?? choices[0]
  const [place, how] = chosen?.id.split(' ') ?? []
  const one = built.graphs[Number(place ?? 1) - 1] ?? built.graphs[0]
  if (one === undefined) return { ok: false, diagnostics }
  const draft = draftGraph(one.content, one.graph.name, diagnostics)
  tellDrawing(one.content, one.graph.isDirected, diagnostics)
  return {
    ok: true,
    draft: how === drawn ? draftAsDrawn(draft, one.content) : draft,
    choices: choices.length > 1 ? choices : [],
    chosen: choices.length > 1 ? chosen?.id : undefined,
    diagnostics,
  }
}

interface NamedGraph {
  readonly graph: DotGraph
  readonly content: BuiltGraph
}

function buildGraphs(
  graphs: readonly DotGraph[],
): { readonly ok: true; readonly graphs: readonly NamedGraph[] } | Extract<ReadResult, { readonly ok: false }> {
  try {
    return { ok: true, graphs: graphs.map((graph) => ({ graph, content: buildGraph(graph) })) }
  } catch (error) {
    if (!(error instanceof DotFault)) throw error
    return { ok: false, diagnostics: [{ kind: 'error', ...error.at, message: error.message }] }
  }
}

const drawn = 'drawn'

/** Each graph of the file, and beside it the same as it is drawn where that is not the same. */
function listChoices(built: readonly NamedGraph[]): readonly DraftChoice[] {
  return built.flatMap(({ graph: { name }, content }, at) => {
    const title = name ?? (built.length === 1 ? 'The graph' : `Graph ${at + 1}`)
    const asWritten = { id: `${at + 1}`, name: title }
    if (!isDrawnOtherwise(content)) return [asWritten]
    return [asWritten, { id: `${at + 1} ${drawn}`, name: `${title}, as it is drawn` }]
  })
}
