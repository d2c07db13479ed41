import { canonicalId } from '@statusgraph/model'
import type { SeenEdge, SeenNode, Sighting } from '@statusgraph/model'
import { kindOfImage } from '../image-kind.ts'
import type { Container } from './containers.ts'

/** Replicas come and go by the hundred; a node names no more of them, nor of their addresses. */
const mostNames = 20

const caveats = ['Docker tells what runs and what was started to wait for what, not who calls whom.']

/** What the containers of a host say: one node for each service, however many replicas it has. */
export function sightContainers(containers: readonly Container[]): Sighting {
  const services = new Map<string, Container[]>()
  for (const container of containers.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const id = idOf(container.project, container.service ?? container.name)
    const replicas = services.get(id)
    if (replicas === undefined) services.set(id, [container])
    else replicas.push(container)
  }
  return {
    nodes: [...services].flatMap(([id, replicas]) => nodeOf(id, replicas)),
    edges: [...services].flatMap(([id, replicas]) => edgesOf(id, replicas, services)),
    caveats,
  }
}

function idOf(project: string | undefined, name: string): string {
  return canonicalId(project === undefined ? { name } : { namespace: project, name })
}

function nodeOf(id: string, replicas: readonly Container[]): readonly SeenNode[] {
  const [first] = replicas
  if (first === undefined) return []
  const { project, service, image } = first
  const kind = kindOfImage(image)
  const networks = [...new Set(replicas.flatMap((replica) => replica.networks))].toSorted().slice(0, mostNames)
  const addresses = [...new Set(replicas.flatMap((replica) => replica.addresses))].slice(0, mostNames)
  return [
    {
      id,
      name: service ?? first.name,
      ...(project === undefined ? {} : { namespace: project }),
      ...(kind === undefined ? {} : { kind }),
      provenance: 'structure',
      ids: [
        ...(project === undefined || service === undefined ? [] : [`svc:${project}/${service}`]),
        ...replicas.slice(0, mostNames).map(({ name }) => `container:${name}`),
        ...addresses.map((address) => `ip:${address}`),
      ],
      labels: {
        ...(image === '' ? {} : { image: image }),
        ...(replicas.length > 1 ? { replicas: String(replicas.length) } : {}),
        ...(networks.length === 0 ? {} : { networks: networks.join(', ') }),
      },
    },
  ]
}

/** What a service waits for is left out while it does not run: an edge would make it look seen. */
function edgesOf(
  id: string,
  replicas: readonly Container[],
  services: ReadonlyMap<string, unknown>,
): readonly SeenEdge[] {
  const targets = new Set(replicas.flatMap(({ project, dependsOn }) => dependsOn.map((name) => idOf(project, name))))
  return [...targets]
    .filter((target) => target !== id && services.has(target))
    .map((target) => ({ source: id, target, provenance: 'declared', label: 'depends on' }))
}
