import { splitId } from './identity.ts'
import type { EdgeSight } from './sight.ts'
import type { SeenNode } from './sighting.ts'
import type { Entity } from './unite-nodes.ts'
import type { TopologyEdge, TopologyNode } from './view.ts'
import { chooseTraffic, listProvenance, stateOfEdge, stateOfNode } from './weigh.ts'

const mostTypedNames = 100

/** What the sources say of a node, each attribute by the one that is believed most. */
export function describeNode(entities: readonly Entity[]): TopologyNode {
  const [entity] = entities
  const { sights, typed } =
    entities.length === 1 && entity !== undefined
      ? entity
      : {
          sights: entities.flatMap((one) => one.sights).toSorted((a, b) => a.order - b.order),
          typed: [...new Set(entities.flatMap((one) => one.typed))],
        }
  const id = entity?.id ?? ''
  const seen = sights.flatMap((sight) => sight.seen ?? [])
  // What no source says may stand in the id.
  const split = seen[0]?.namespace === undefined ? splitId(id) : seen[0]
  const namespace = seen.find((one) => one.namespace !== undefined)?.namespace ?? split.namespace
  const cluster = seen.find((one) => one.cluster !== undefined)?.cluster ?? split.cluster
  const kind = seen.find((one) => one.kind !== undefined)?.kind
  return {
    id,
    name: seen[0]?.name ?? split.name,
    ...(namespace === undefined ? {} : { namespace }),
    ...(cluster === undefined ? {} : { cluster }),
    ...(kind === undefined ? {} : { kind }),
    state: stateOfNode(sights),
    ...(typed.length === 0 ? {} : { ids: typed.slice(0, mostTypedNames) }),
    ...joinLabels(seen),
    provenance: listProvenance(sights),
  }
}

/** What the sources say of an edge between these ends. Its id is for the caller to give. */
export function describeEdge(
  { source, target }: { readonly source: string; readonly target: string },
  sights: readonly EdgeSight[],
): TopologyEdge {
  const sorted = sights.length > 1 ? sights.toSorted((a, b) => a.order - b.order) : sights
  const protocol = sorted.find(({ seen }) => seen.protocol !== undefined)?.seen.protocol
  const label = sorted.find(({ seen }) => seen.label !== undefined)?.seen.label
  const state = stateOfEdge(sorted)
  const traffic = chooseTraffic(sorted, state)
  const isUndirected = sorted.length > 0 && sorted.every(({ seen }) => seen.undirected)
  return {
    id: '',
    source,
    target,
    state,
    ...(protocol === undefined ? {} : { protocol }),
    ...(label === undefined ? {} : { label }),
    ...(isUndirected ? { undirected: true } : {}),
    ...(traffic === undefined ? {} : { traffic }),
    ...joinLabels(sorted.map(({ seen }) => seen)),
    provenance: listProvenance(sorted),
  }
}

function joinLabels(seen: readonly Pick<SeenNode, 'labels'>[]): Pick<SeenNode, 'labels'> {
  const labelled = seen.filter(({ labels }) => labels !== undefined)
  const [first, ...others] = labelled
  if (first?.labels === undefined) return {}
  if (others.length === 0) return { labels: first.labels }
  const joined: Record<string, string> = Object.create(null)
  for (const { labels = {} } of labelled) for (const [name, value] of Object.entries(labels)) joined[name] ??= value
  return { labels: joined }
}
