import type { NodeKind } from '@statusgraph/model'
import type { CompiledEnd, EndPart } from './compile-plan.ts'
import { isNodeKind } from './template/kind-of.ts'
import { fillTemplate, fillWhole, labelsOfTemplate } from './template/template.ts'

/** Who stands at one end of an edge, by one series. */
export interface NamedEnd {
  readonly name: string
  readonly namespace: string | undefined
  readonly cluster: string | undefined
  /** The cluster is left out of the id where nobody else has this name. */
  readonly sparesCluster: boolean
  readonly scope: string | undefined
  readonly kind: NodeKind | undefined
  readonly ids: readonly string[]
}

/** Reads an end out of the labels of a series; undefined when nothing names it. */
export function readEnd(end: CompiledEnd, read: (label: string) => string): NamedEnd | undefined {
  const part = (name: EndPart) => {
    const template = end.parts[name]
    return template === undefined ? undefined : fillWhole(template, read)
  }
  const called = readName(end, part, read)
  if (called === undefined) return undefined
  const kind = end.kinds.find(({ matches }) => matches(read))?.kind ?? part('kind')
  return {
    ...called,
    sparesCluster: end.sparesCluster,
    scope: part('scope'),
    kind: kind !== undefined && isNodeKind(kind) ? kind : undefined,
    ids: end.ids.flatMap((template) => fillWhole(template, read) ?? []),
  }
}

function readName(
  end: CompiledEnd,
  part: (name: EndPart) => string | undefined,
  read: (label: string) => string,
): Pick<NamedEnd, 'name' | 'namespace' | 'cluster'> | undefined {
  const cluster = part('cluster')
  const namespace = part('namespace')
  const text = end.parts.id === undefined ? part('name') : fillTemplate(end.parts.id, read).text
  if (text === undefined) return undefined
  if (end.parts.id === undefined && namespace !== undefined) return { name: text, namespace, cluster }
  // `shop/cart` in one, as the templates of an id and |dns give it; `/cart` is a cart without a namespace.
  const pieces = text.split('/').filter((piece) => piece !== '')
  const [name, second, third] = pieces.toReversed()
  if (name === undefined) return undefined
  if (pieces.length > 3) return { name: text, namespace, cluster }
  return { name, namespace: second ?? namespace, cluster: third ?? cluster }
}

/** Every label that could have named this end. */
export function labelsOfEnd({ parts: { id, name } }: CompiledEnd): readonly string[] {
  return [...new Set([id, name].flatMap((template) => (template === undefined ? [] : labelsOfTemplate(template))))]
}
