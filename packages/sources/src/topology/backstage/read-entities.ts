import { isRecord, listOf, optionalText, recordOf, textOf } from '../../reading/shape.ts'

/** `kind:namespace/name` in small letters: references do not mind the case. */
export type EntityRef = string

/** An entity of the catalog, as far as discovery wants to know it. */
export interface Entity {
  readonly ref: EntityRef
  /** In small letters. */
  readonly kind: string
  readonly namespace: string
  readonly name: string
  readonly title: string | undefined
  readonly type: string | undefined
  readonly owner: string | undefined
  readonly lifecycle: string | undefined
  readonly system: string | undefined
  /** Where it runs, when somebody noted that. */
  readonly kubernetesNamespace: string | undefined
  readonly relations: readonly { readonly type: string; readonly target: EntityRef }[]
}

/** One page of the catalog, and the word that asks for the next one. */
export interface Page {
  readonly entities: readonly Entity[]
  readonly next: string | undefined
}

/** Reads the answer of `GET /api/catalog/entities/by-query`. */
export function readPage(answer: unknown): Page {
  const page = recordOf(answer, 'the answer')
  const info = isRecord(page['pageInfo']) ? page['pageInfo'] : {}
  return {
    entities: listOf(page['items'], 'the list of entities').map(readEntity),
    next: optionalText(info['nextCursor']),
  }
}

function readEntity(entry: unknown): Entity {
  const entity = recordOf(entry, 'an entity')
  const metadata = recordOf(entity['metadata'], 'the metadata of an entity')
  const spec = isRecord(entity['spec']) ? entity['spec'] : {}
  const annotations = isRecord(metadata['annotations']) ? metadata['annotations'] : {}
  const kind = textOf(entity['kind'], 'the kind of an entity').toLowerCase()
  const name = textOf(metadata['name'], 'the name of an entity')
  const namespace = optionalText(metadata['namespace']) ?? 'default'
  return {
    ref: `${kind}:${namespace}/${name}`.toLowerCase(),
    kind,
    namespace,
    name,
    title: optionalText(metadata['title']),
    type: optionalText(spec['type']),
    owner: optionalText(spec['owner']),
    lifecycle: optionalText(spec['lifecycle']),
    system: optionalText(spec['system']),
    kubernetesNamespace: optionalText(annotations['backstage.io/kubernetes-namespace']),
    relations: relationsOf(entity['relations']),
  }
}

function relationsOf(relations: unknown): Entity['relations'] {
  if (!Array.isArray(relations)) return []
  return relations.flatMap((relation: unknown) => {
    if (!isRecord(relation)) return []
    const type = optionalText(relation['type'])
    const target = refOf(relation['targetRef'] ?? relation['target'])
    return type === undefined || target === undefined ? [] : [{ type, target }]
  })
}

/** Older catalogs write a reference as an object. */
function refOf(reference: unknown): EntityRef | undefined {
  if (!isRecord(reference)) {
    const [, kind, namespace = 'default', name] =
      /^([^:/]+):(?:([^:/]+)\/)?([^:/]+)$/.exec(optionalText(reference) ?? '') ?? []
    return kind === undefined || name === undefined ? undefined : `${kind}:${namespace}/${name}`.toLowerCase()
  }
  const kind = optionalText(reference['kind'])
  const name = optionalText(reference['name'])
  if (kind === undefined || name === undefined) return undefined
  return `${kind}:${optionalText(reference['namespace']) ?? 'default'}/${name}`.toLowerCase()
}
