import { labelsOf, listOf, optionalText, isRecord, recordOf, textOf, textsOf } from '../../reading/shape.ts'

/** A container that runs, as far as discovery wants to know it. */
export interface Container {
  readonly name: string
  readonly image: string
  /** Whom it belongs to: a compose project, a stack of a swarm, or nobody. */
  readonly project: string | undefined
  /** Of the compose project or the stack; its replicas share it. */
  readonly service: string | undefined
  /** Names of services of the same project that it waits for. */
  readonly dependsOn: readonly string[]
  readonly networks: readonly string[]
  readonly addresses: readonly string[]
}

/** States in which a container is there. Docker says which; an old podman may not. */
const present = new Set<string | undefined>(['running', 'paused', 'restarting', undefined])

/** Reads the answer of `GET /containers/json`. Stopped containers and one-off ones, as of `compose run`, are left out. */
export function readContainers(answer: unknown): readonly Container[] {
  return listOf(answer, 'the list of containers').flatMap((entry) => {
    const container = recordOf(entry, 'a container')
    const id = textOf(container['Id'], 'the id of a container')
    const labels = labelsOf(container['Labels'], 'the labels of a container')
    if (!present.has(optionalText(container['State'])?.toLowerCase())) return []
    if (labels['com.docker.compose.oneoff']?.toLowerCase() === 'true') return []
    const [name = id.slice(0, 12)] = textsOf(container['Names']).map((text) => text.replace(/^\//, ''))
    const networks = networksOf(container['NetworkSettings'])
    return [
      {
        name,
        image: optionalText(container['Image']) ?? '',
        ...ownerOf(labels),
        dependsOn: readDependsOn(labels['com.docker.compose.depends_on'] ?? ''),
        networks: networks.map(([network]) => network),
        addresses: networks.flatMap(([, network]) =>
          [optionalText(network['IPAddress']), optionalText(network['GlobalIPv6Address'])].flatMap((ip) => ip ?? []),
        ),
      },
    ]
  })
}

/** `db:service_healthy:false,redis:service_started:true`: who, until when it waits, and whether it restarts with it. */
export function readDependsOn(label: string): readonly string[] {
  const names = label.split(',').map((part) => part.split(':')[0]?.trim() ?? '')
  return [...new Set(names.filter((name) => name !== ''))]
}

function ownerOf(labels: Readonly<Record<string, string>>): Pick<Container, 'project' | 'service'> {
  const project = labels['com.docker.compose.project']
  const service = labels['com.docker.compose.service']
  if (project !== undefined && service !== undefined) return { project, service }
  const stack = labels['com.docker.stack.namespace']
  const inSwarm = labels['com.docker.swarm.service.name']
  if (stack === undefined || inSwarm === undefined) return { project: undefined, service: inSwarm }
  return { project: stack, service: inSwarm.startsWith(`${stack}_`) ? inSwarm.slice(stack.length + 1) : inSwarm }
}

function networksOf(settings: unknown): readonly (readonly [string, Readonly<Record<string, unknown>>])[] {
  const networks = isRecord(settings) ? settings['Networks'] : undefined
  if (!isRecord(networks)) return []
  return Object.entries(networks).flatMap(([name, network]) => (isRecord(network) ? [[name, network] as const] : []))
}
