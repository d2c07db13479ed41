import { removeAlias, removeIgnored, setFoundKind, setRuleSources, unpinFound } from '@statusgraph/model'
import type { GraphDocument, TopologyRules } from '@statusgraph/model'

/** A rule by which this graph understands what is discovered, as a person reads it. */
export interface Rule {
  readonly key: string
  readonly sort: 'sources' | 'alias' | 'ignore' | 'kind' | 'pin'
  /** Such as `shop/*`, `cart → ads`, `shop/cart is cart`. */
  readonly words: string
  readonly remove: (graph: GraphDocument) => GraphDocument
}

/** All rules of a graph, those first that leave things out. */
export function listRules({
  ignore = [],
  aliases = [],
  kinds = {},
  pins = {},
  sources,
}: TopologyRules): readonly Rule[] {
  return [
    ...(sources === undefined
      ? []
      : [
          {
            key: 'sources',
            sort: 'sources' as const,
            words: sources.length === 0 ? 'no source' : sources.join(', '),
            remove: (graph: GraphDocument) => setRuleSources(graph, undefined),
          },
        ]),
    ...ignore.map((rule): Rule => {
      const words = 'node' in rule ? rule.node : `${rule.source} → ${rule.target}`
      return { key: `ignore ${words}`, sort: 'ignore', words, remove: (graph) => removeIgnored(graph, rule) }
    }),
    ...aliases.map(({ from, to }): Rule => ({
      key: `alias ${from}\0${to}`,
      sort: 'alias',
      words: `${from} is ${to}`,
      remove: (graph) => removeAlias(graph, from, to),
    })),
    ...Object.entries(kinds).map(([id, kind]): Rule => ({
      key: `kind ${id}`,
      sort: 'kind',
      words: `${id} is a ${kind}`,
      remove: (graph) => setFoundKind(graph, id, undefined),
    })),
    ...Object.keys(pins).map((id): Rule => ({
      key: `pin ${id}`,
      sort: 'pin',
      words: id,
      remove: (graph) => unpinFound(graph, [id]),
    })),
  ]
}

/** What the rules of one sort do, as the title of their list. */
export const ruleTitles: Readonly<Record<Rule['sort'], string>> = {
  sources: 'Only looked at',
  ignore: 'Left out',
  alias: 'The same',
  kind: 'Drawn as',
  pin: 'Kept in place',
}
