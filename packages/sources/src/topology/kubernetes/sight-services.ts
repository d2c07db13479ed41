import type { NodeKind, SeenEdge, SeenNode } from '@statusgraph/model'
import { kindOfImage } from '../image-kind.ts'
import type { FoundWorkload, FoundWorkloads } from './find-workloads.ts'
import type { Names } from './names.ts'
import type { Service } from './objects.ts'
import { isFolded } from './sight-workloads.ts'

/** Services that are nodes of their own, and what those that share a workload's name add to it. */
export function serviceNodes(
  { byId, behind }: FoundWorkloads,
  services: readonly Service[],
  names: Names,
): readonly SeenNode[] {
  return services.flatMap((service) => {
    const id = names.id(service)
    const workloads = behind.get(id) ?? []
    if (isFolded(service, workloads) && !byId.has(id)) return []
    const { namespace, name, externalName, addresses } = service
    return [
      {
        id,
        name,
        namespace,
        ...(names.cluster === undefined ? {} : { cluster: names.cluster }),
        kind: externalName === undefined ? kindBehind(workloads) : 'external',
        provenance: 'structure',
        ids: [
          names.typed('svc', service),
          ...(externalName === undefined ? [] : [`dns:${externalName.toLowerCase()}`]),
          ...addresses.map((address) => `ip:${address}`),
        ],
        labels: { kind: 'Service', ...(externalName === undefined ? {} : { 'external name': externalName }) },
      },
    ]
  })
}

/** A service before a database is where the database is. */
function kindBehind(workloads: readonly FoundWorkload[]): NodeKind {
  const images = workloads.map(({ object, pods }) => (object ?? pods[0])?.images[0])
  const kinds = new Set(images.map((image) => (image === undefined ? undefined : kindOfImage(image))))
  const [kind] = kinds
  return kinds.size === 1 && kind !== undefined ? kind : 'service'
}

export function serviceEdges({ behind }: FoundWorkloads): readonly SeenEdge[] {
  return [...behind].flatMap(([source, workloads]) =>
    workloads.map(({ id }): SeenEdge => ({ source, target: id, provenance: 'structure' })),
  )
}
