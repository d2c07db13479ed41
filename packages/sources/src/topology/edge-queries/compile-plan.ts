import type { EdgeEnd, EdgePlan, EdgeQuery, LabelMatch } from './edge-plan.ts'
import { compileMatch, type Matches } from './match-labels.ts'
import { labelsOfTemplate, type Template } from './template/template.ts'
import { parseTemplate } from './template/parse-template.ts'
import { writePromQL, type WrittenQuery } from './write-promql.ts'

/** A set of edges, ready to be asked for and to be read. */
export interface CompiledEdgeQuery extends Pick<EdgeQuery, 'layer' | 'provenance'> {
  /** Every label that anything below reads: what the results are joined by. */
  readonly labels: readonly string[]
  readonly queries: readonly WrittenQuery[]
  readonly from: CompiledEnd
  readonly to: CompiledEnd
  readonly protocol: Template | undefined
  readonly undirected: boolean
  readonly drop: readonly Matches[]
  readonly alertLabels: readonly string[]
}

export interface CompiledEnd {
  readonly parts: Readonly<Record<EndPart, Template | undefined>>
  readonly kinds: readonly { readonly matches: Matches; readonly kind: NonNullable<EdgeEnd['kinds']>[number]['kind'] }[]
  readonly ids: readonly Template[]
  readonly sparesCluster: boolean
}

/** The templates of an end that give one text each. */
export const endParts = ['id', 'name', 'namespace', 'cluster', 'scope', 'kind'] as const
export type EndPart = (typeof endParts)[number]

/** Reads every template of a plan once, and writes its queries down as they will be asked. */
export function compilePlan(
  plan: EdgePlan,
  spans: { readonly windowMs: number; readonly lookbackMs: number },
): readonly CompiledEdgeQuery[] {
  return plan.edges.map((query) => {
    const drop = query.drop ?? []
    const alertLabels = query.labels ?? []
    const from = compileEnd(query.from)
    const to = compileEnd(query.to)
    const protocol = query.protocol === undefined ? undefined : readTemplate(query.protocol)
    const labels = new Set([
      ...templatesOf(from),
      ...templatesOf(to),
      ...(protocol === undefined ? [] : labelsOfTemplate(protocol)),
      ...matched([...drop, ...[query.from, query.to].flatMap(({ kinds = [] }) => kinds.map(({ when }) => when))]),
      ...alertLabels,
    ])
    return {
      layer: query.layer,
      provenance: query.provenance,
      labels: [...labels],
      queries: writePromQL(query.queries, [...labels], spans),
      from,
      to,
      protocol,
      undirected: query.undirected === true,
      drop: drop.map(compileMatch),
      alertLabels,
    }
  })
}

function compileEnd(end: EdgeEnd): CompiledEnd {
  const part = (name: EndPart) => {
    const text = end[name]
    return text === undefined ? undefined : readTemplate(text)
  }
  return {
    parts: {
      id: part('id'),
      name: part('name'),
      namespace: part('namespace'),
      cluster: part('cluster'),
      scope: part('scope'),
      kind: part('kind'),
    },
    kinds: (end.kinds ?? []).map(({ when, kind }) => ({ matches: compileMatch(when), kind })),
    ids: (end.ids ?? []).map(readTemplate),
    sparesCluster: end.sparesCluster === true,
  }
}

function readTemplate(text: string): Template {
  const parsed = parseTemplate(text)
  // Whoever writes configurations is told of this when they are read; here it is our own mistake.
  if (!parsed.ok) throw new Error(`the template ${text} is wrong at ${parsed.fault.column}: ${parsed.fault.message}`)
  return parsed.template
}

function templatesOf({ parts, ids }: CompiledEnd): readonly string[] {
  const templates = [...endParts.map((name) => parts[name]), ...ids]
  return templates.flatMap((template) => (template === undefined ? [] : labelsOfTemplate(template)))
}

function matched(matches: readonly LabelMatch[]): readonly string[] {
  return matches.flatMap((match) => Object.keys(match))
}
