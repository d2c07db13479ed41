import { canonicalId, guessKind } from '@statusgraph/model'
import type { NodeKind, SeenEdge, SeenNode, Sighting } from '@statusgraph/model'
import type { Entity } from './read-entities.ts'

/** Relations by which an entity uses its target. An API is carried out by who provides it. */
const uses: ReadonlyMap<string, string> = new Map([
  ['dependsOn', 'depends on'],
  ['consumesApi', 'consumes'],
  ['apiProvidedBy', 'provided by'],
])
/** The same, told by the other end. */
const usedBy: ReadonlyMap<string, string> = new Map([
  ['dependencyOf', 'depends on'],
  ['apiConsumedBy', 'consumes'],
  ['providesApi', 'provided by'],
])

/** Kinds that are drawn; the first ones keep their names where several entities share one. */
const drawn = ['component', 'resource', 'api', 'system']

const caveats = ['Backstage tells what people wrote into the catalog, not what runs or who calls whom.']

/** What the catalog declares. Systems are drawn only where something depends on them: else they are a label. */
export function sightEntities(entities: readonly Entity[]): Sighting {
  const known = new Map(
    entities.filter(({ kind }) => drawn.includes(kind)).map((entity) => [entity.ref, entity] as const),
  )
  const ids = identify([...known.values()])
  const edges = new Map<string, SeenEdge>()
  for (const entity of known.values()) {
    for (const { type, target } of entity.relations) {
      const [label, from, to] = uses.has(type)
        ? [uses.get(type), entity.ref, target]
        : [usedBy.get(type), target, entity.ref]
      const [source, end] = [ids.get(from), ids.get(to)]
      // What is not in the answer was filtered out, or is not in the catalog.
      if (label === undefined || source === undefined || end === undefined || source === end) continue
      edges.set(`${source}\n${end}`, { source, target: end, provenance: 'declared', label })
    }
  }
  const connected = new Set([...edges.values()].flatMap(({ source, target }) => [source, target]))
  const nodes = [...known.values()].flatMap((entity) => {
    const id = ids.get(entity.ref)
    if (id === undefined || (entity.kind === 'system' && !connected.has(id))) return []
    return [describe(entity, id)]
  })
  return { nodes, edges: [...edges.values()], caveats }
}

/** The catalog tells entities of equal names apart by their kind; an API called like its component says so in its id. */
function identify(entities: readonly Entity[]): ReadonlyMap<string, string> {
  const taken = new Set<string>()
  const ids = new Map<string, string>()
  for (const entity of entities.toSorted((a, b) => drawn.indexOf(a.kind) - drawn.indexOf(b.kind))) {
    const namespace = namespaceOf(entity)
    const plain = canonicalId({ namespace, name: entity.name })
    const id = taken.has(plain) ? canonicalId({ namespace, name: `${entity.name}-${entity.kind}` }) : plain
    taken.add(id)
    ids.set(entity.ref, id)
  }
  return ids
}

/** The catalog's `default` says nothing of where a thing lives. */
function namespaceOf({ namespace, kubernetesNamespace }: Entity): string | undefined {
  return kubernetesNamespace ?? (namespace.toLowerCase() === 'default' ? undefined : namespace)
}

function describe(entity: Entity, id: string): SeenNode {
  const { ref, kind, name, title, type, owner, lifecycle, system } = entity
  const namespace = namespaceOf(entity)
  return {
    id,
    name: title ?? name,
    ...(namespace === undefined ? {} : { namespace }),
    kind: kindOf(kind, type, name),
    provenance: 'declared',
    ids: [ref],
    labels: {
      kind,
      ...(type === undefined ? {} : { type }),
      ...(system === undefined ? {} : { system }),
      ...(owner === undefined ? {} : { owner }),
      ...(lifecycle === undefined ? {} : { lifecycle }),
    },
  }
}

function kindOf(kind: string, type: string | undefined, name: string): NodeKind {
  switch (kind) {
    case 'component':
      return type === 'library' ? 'box' : 'service'
    case 'api':
      return 'hexagon'
    case 'resource': {
      const byType = type === undefined ? 'service' : resourceKind(type)
      const guessed = byType === 'service' ? guessKind(name) : byType
      return guessed === 'service' ? 'box' : guessed
    }
    default:
      return 'box'
  }
}

/** Backstage leaves the types of resources to everybody's taste: `s3-bucket`, `PostgreSQL database`, `kafka-topic`. */
function resourceKind(type: string): NodeKind {
  if (/topic|stream/i.test(type)) return 'queue'
  return /disk|bucket|storage/i.test(type) ? 'storage' : guessKind(type)
}
