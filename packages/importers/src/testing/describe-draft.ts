import type { DraftNode, ImportDiagnostic } from '../draft.ts'
import type { Importer } from '../importer.ts'

/** What an importer found, in lines that a test can name. */
export interface DescribedDraft {
  readonly ok: boolean
  /** `kind group > name (technology): description`. */
  readonly nodes: readonly string[]
  /** `name -> name at port: label [technology]`. */
  readonly edges: readonly string[]
  readonly choices: readonly string[]
  readonly chosen: string | undefined
  readonly name: string | undefined
  readonly diagnostics: readonly string[]
}

/** Reads a text, and says in lines what came of it. */
export async function describeDraft(importer: Importer, text: string, choice?: string): Promise<DescribedDraft> {
  const read = await importer.read({ text }, { choice })
  const diagnostics = read.diagnostics.map(describeDiagnostic)
  if (!read.ok) return { ok: false, nodes: [], edges: [], choices: [], chosen: undefined, name: undefined, diagnostics }
  const { nodes, edges, name } = read.draft
  const byKey = new Map(nodes.map((node) => [node.key, node]))
  const nameOf = (key: string): string => byKey.get(key)?.name ?? `nothing called ${key}`
  return {
    ok: true,
    nodes: nodes.map((node) => describeNode(node, byKey)),
    edges: edges.map(({ source, target, targetPort, label, technology }) =>
      [
        `${nameOf(source)} -> ${nameOf(target)}`,
        targetPort === undefined ? '' : ` at ${targetPort}`,
        label === undefined ? '' : `: ${label}`,
        technology === undefined ? '' : ` [${technology}]`,
      ].join(''),
    ),
    choices: read.choices.map(({ id, name }) => `${id} ${name}`),
    chosen: read.chosen,
    name,
    diagnostics,
  }
}

function describeNode(node: DraftNode, byKey: ReadonlyMap<string, DraftNode>): string {
  const path = [node.name]
  for (let at = node.parent; at !== undefined; at = byKey.get(at)?.parent) path.unshift(byKey.get(at)?.name ?? at)
  const technology = node.technology === undefined ? '' : ` (${node.technology})`
  return `${node.kind} ${path.join(' > ')}${technology}${node.description === undefined ? '' : `: ${node.description}`}`
}

function describeDiagnostic({ kind, line, message, count }: ImportDiagnostic): string {
  return `${kind}${line === undefined ? '' : ` ${line}`}: ${message}${count === undefined ? '' : ` (${count})`}`
}
