import { UpstreamError } from '../../client/failure.ts'
import type { HttpClient } from '../../client/http-client.ts'
import { openSourceClient, startPolledSource, type Discovery } from '../start-polled-source.ts'
import type { RunningTopologySource, TopologySettings, TopologySurroundings } from '../topology-source.ts'
import { reach, thisPod, type KubernetesAccess, type PodSurroundings } from './access.ts'
import { reflect, type Reflection } from './reflection.ts'
import { listResources, type Resource } from './resources.ts'
import { sightCluster } from './sight-cluster.ts'

export interface KubernetesConfig extends TopologySettings {
  readonly kind: 'kubernetes'
  readonly access: KubernetesAccess
  /** Empty: all. */
  readonly namespaces: readonly string[]
  readonly excludedNamespaces: readonly string[]
  /** Put before every id. */
  readonly cluster?: string
  readonly readsEnvironment: boolean
}

/** Changes come in swarms: whoever looks this much later sees them together. */
const togetherMs = 1_000

const stopped = new UpstreamError('stopped', 'The cluster is no longer asked.')

/** A connection to an API server, with everything that is watched there. */
interface Connection {
  readonly fresh: string
  /** What is known now, after what is not being watched was listed. */
  look(): Promise<Discovery>
  /** Nothing of it is worth keeping: the next one begins with new lists. */
  isLost(): boolean
  close(): Promise<void>
}

/** Lists and watches what runs in a Kubernetes cluster, and tells of it soon after it changes. */
export function startKubernetes(
  config: KubernetesConfig,
  surroundings: TopologySurroundings,
  pod: PodSurroundings = thisPod,
): RunningTopologySource {
  const ending = new AbortController()
  let connection: Connection | undefined
  let connecting: Promise<Connection> | undefined
  let timer: NodeJS.Timeout | undefined

  /** A kubeconfig that was changed leads to a new connection. */
  async function connect(): Promise<Connection> {
    const reached = await reach(config.access, pod)
    if (connection?.fresh === reached.fresh && !connection.isLost()) return connection
    await connection?.close()
    const client = openSourceClient(config, surroundings, { url: reached.url, options: reached.client })
    connection = openConnection({ config, surroundings, client, fresh: reached.fresh, signal: ending.signal, onChange })
    return connection
  }

  function end(): void {
    ending.abort(stopped)
  }

  function onChange(): void {
    if (ending.signal.aborted) return
    timer ??= setTimeout(() => {
      timer = undefined
      source.nudge()
    }, togetherMs)
  }

  async function ask(signal: AbortSignal): Promise<Discovery> {
    // Both who asks in rhythm and who only tries share the lists; either stops when all of it stops.
    // The same function is added once only, however often the same signal comes.
    signal.addEventListener('abort', end)
    if (signal.aborted) end()
    connecting ??= connect().finally(() => {
      connecting = undefined
    })
    return await (await connecting).look()
  }

  const source = startPolledSource({
    settings: config,
    surroundings,
    ask,
    async close() {
      end()
      clearTimeout(timer)
      await connecting?.catch(() => {})
      await connection?.close()
    },
  })
  return source
}

function openConnection(options: {
  readonly config: KubernetesConfig
  readonly surroundings: TopologySurroundings
  readonly client: HttpClient
  readonly fresh: string
  readonly signal: AbortSignal
  readonly onChange: () => void
}): Connection {
  const { config, client, fresh, onChange } = options
  const { now, random } = options.surroundings
  const closing = new AbortController()
  const signal = AbortSignal.any([options.signal, closing.signal])
  const namespaces = config.namespaces.length === 0 ? [undefined] : config.namespaces
  const excluded = new Set(config.excludedNamespaces)
  const all: Reflection<unknown>[] = []
  let isLost = false

  function open<Kept extends { readonly namespace: string }>(resource: Resource<Kept>): () => readonly Kept[] {
    const reflections = namespaces.map((namespace) =>
      reflect({ client, resource, namespace, now, random, signal, onChange, onLost: onChange }),
    )
    all.push(...reflections)
    return () =>
      reflections.flatMap((reflection) => [...reflection.objects()]).filter(({ namespace }) => !excluded.has(namespace))
  }

  const resources = listResources(config.readsEnvironment)
  const workloads = resources.workloads.map(open)
  const services = open(resources.services)
  const slices = open(resources.slices)
  const ingresses = open(resources.ingresses)
  const routes = open(resources.routes)

  /** A watch that is silent may be one whose server is gone: any answer at all proves that it is there. */
  async function proveLife(): Promise<void> {
    try {
      await client.ask({ facet: 'topology', path: '/version', signal })
    } catch (error) {
      if (error instanceof UpstreamError && error.status !== undefined) return
      isLost = true
      throw error
    }
  }

  return {
    fresh,
    isLost: () => isLost,
    async look() {
      const isQuiet = all.every((reflection) => reflection.isWatched() || reflection.isAbsent())
      await Promise.all([...(isQuiet ? [proveLife()] : []), ...all.map((reflection) => reflection.refresh())])
      const warnings = all.flatMap((reflection) => reflection.warning() ?? [])
      if (all.every((reflection) => reflection.isAbsent())) {
        isLost = true
        throw new UpstreamError('unauthorized', warnings[0] ?? 'It has none of the things that Kubernetes has.')
      }
      const objects = {
        workloads: workloads.flatMap((list) => list()),
        services: services(),
        slices: slices(),
        ingresses: ingresses(),
        routes: routes(),
      }
      return { sighting: sightCluster(objects, config.cluster), warnings }
    },
    async close() {
      closing.abort(stopped)
      await Promise.all(all.map((reflection) => reflection.ended()))
      await client.close()
    },
  }
}
