import type { Draft, ImportDiagnostic, ReadResult } from '../draft.ts'
import { placeFinder } from '../find-place.ts'
import type { ImportFile, Importer, ReadOptions } from '../importer.ts'
import { findDiagrams } from './find-diagrams.ts'
import type { MermaidSource } from './find-diagrams.ts'
import { nameOtherDiagram } from './other-diagrams.ts'
import { readArchitecture } from './read-architecture.ts'
import { readC4 } from './read-c4.ts'
import { readFlowchart } from './read-flowchart.ts'

/** Flowcharts, C4 and architecture diagrams of Mermaid, alone or in the fenced blocks of a Markdown file. */
export const importer: Importer = {
  format: 'mermaid',
  title: 'Mermaid',
  extensions: ['.mmd', '.mermaid', '.md', '.markdown', '.mdx'],
  detect,
  read,
}

type Reader = (source: MermaidSource) => { readonly draft: Draft; readonly diagnostics: readonly ImportDiagnostic[] }
const readers: ReadonlyMap<string, Reader> = new Map([
  ['flowchart', readFlowchart],
  ['c4', readC4],
  ['architecture', readArchitecture],
])
function detect(text: string): number {
  if (/^[ \t>]*(?:```|~~~|:::)[ \t]*\{?\.?mermaid/m.test(text)) return 0.9
  if (/^[ \t>]*(?:\{\{[<%]\s*mermaid\b|<(?:div|pre)\b[^<>]{0,200}\bclass=["']?[\w -]{0,60}\bmermaid\b)/m.test(text))
    return 0.9
  const head = text
    .slice(0, 8_192)
    .replace(/^\s*---[ \t]*\r?\n(?:[^\n]*\n)*?[ \t]*---/, '')
    .replaceAll(/^[ \t]*%%[^\n]*$/gm, '')
    .trimStart()
  if (/^(?:flowchart(?:-elk)?|graph)(?:[ \t]+(?:TB|TD|BT|RL|LR|[<>^v]))?[ \t]*(?:[;\r\n]|$)/.test(head)) return 1
  if (/^(?:flowchart(?:-elk)?|graph)[ \t]+(?:TB|TD|BT|RL|LR)(?![\w-])/.test(head)) return 0.9
  if (/^(?:C4(?:Context|Container|Component|Dynamic|Deployment)|architecture-beta)(?![\w-])/.test(head)) return 1
  return nameOtherDiagram(/^\S{1,60}/.exec(head)?.[0] ?? '') === undefined ? 0 : 0.6
}

function read({ text }: ImportFile, { choice }: ReadOptions): ReadResult {
  const diagrams = findDiagrams(text)
  const readable = diagrams.filter(({ type }) => readers.has(type))
  const placeOf = placeFinder(text)
  const others = diagrams
    .filter(({ type }) => !readers.has(type))
    .map(({ type, start }): ImportDiagnostic => ({
      kind: 'lost',
      message:
        readable.length === 0
          ? `There is ${otherDiagram(type)} here: ${expected} was expected.`
          : `A diagram was left out, because it is ${otherDiagram(type)}: ${expected} was expected.`,
      ...placeOf(start - type.length),
    }))
  if (readable.length === 0) {
    if (others.length > 0) return { ok: false, diagnostics: others.map((one) => ({ ...one, kind: 'error' })) }
    const message =
      'There is no Mermaid diagram in this file: "flowchart", "graph", "C4…" or "architecture-beta" was expected.'
    return { ok: false, diagnostics: [{ kind: 'error', message, line: 1 }] }
  }
  const chosen = choice === undefined ? readLargest(readable) : readable.find(({ id }) => id === choice)
  if (chosen === undefined) {
    const known = readable.map(({ id, name }) => `${id} (${name})`).join(', ')
    return {
      ok: false,
      diagnostics: [
        { kind: 'error', message: `There is no diagram "${choice ?? ''}" in this file. There are: ${known}.` },
      ],
    }
  }
  const found = readers.get(chosen.type)?.(chosen)
  if (found === undefined || found.draft.nodes.length === 0) {
    const lost: readonly ImportDiagnostic[] = found?.diagnostics ?? []
    const message = 'There is nothing in this diagram: at least one node was expected.'
    return {
      ok: false,
      diagnostics: [
        ...lost.map((one) => ({ ...one, kind: 'error' as const })),
        { kind: 'error', message, ...placeOf(chosen.start) },
      ],
    }
  }
  const choices = readable.length === 1 ? [] : readable.map(({ id, name, title }) => ({ id, name: title ?? name }))
  const name = found.draft.name ?? (readable.length > 1 ? chosen.name : undefined)
  const missing = missingEnds(found.draft)
  return {
    ok: true,
    draft: { ...found.draft, name, nodes: [...found.draft.nodes, ...missing] },
    choices,
    chosen: choices.length === 0 ? undefined : chosen.id,
    diagnostics: [
      ...others,
      ...found.diagnostics,
      ...missing.map(({ key, at }): ImportDiagnostic => ({
        kind: 'guessed',
        message: `An edge names "${key}", which is nowhere else: it became a node.`,
        ...at,
      })),
    ],
  }
}

const expected = 'a flowchart, a C4 or an architecture diagram'

function otherDiagram(type: string): string {
  const name = nameOtherDiagram(type)
  return name === undefined ? `"${type.slice(0, 40)}"` : `${name} (${type.slice(0, 40)})`
}

/** The longest is the one that holds most, and costs nothing to find. */
function readLargest(sources: readonly MermaidSource[]): MermaidSource | undefined {
  return sources.toSorted((a, b) => b.end - b.start - (a.end - a.start))[0]
}

/** Ends that only edges speak of, as C4 and architecture diagrams may have them. */
function missingEnds({ nodes, edges }: Draft): readonly Draft['nodes'][number][] {
  const known = new Set(nodes.map(({ key }) => key))
  return edges.flatMap(({ source, target, at }) =>
    [source, target].flatMap((key) => {
      if (key === '' || known.has(key)) return []
      known.add(key)
      return [{ key, name: key, kind: 'service' as const, at }]
    }),
  )
}
