import { parseJson } from '../../client/json.ts'
import type { ClientOptions } from '../../client/options.ts'
import { openSourceClient, startPolledSource, type Discovery } from '../start-polled-source.ts'
import type { RunningTopologySource, TopologySettings, TopologySurroundings } from '../topology-source.ts'
import { readContainers } from './containers.ts'
import { followEvents, type EventStream } from './follow-events.ts'
import { sightContainers } from './sight-containers.ts'

/** A Docker engine, or what speaks its API, such as podman. */
export interface DockerConfig extends TopologySettings {
  readonly kind: 'docker'
  /** A socket in the file system, or an http or https URL. */
  readonly host: { readonly socketPath: string } | { readonly url: string }
  readonly client: ClientOptions
  /** Only the containers of this compose project. */
  readonly project?: string
}

/** Asks a Docker engine which containers run, and again as soon as its events say that one came or went. */
export function startDocker(config: DockerConfig, surroundings: TopologySurroundings): RunningTopologySource {
  const { host, project } = config
  const client = openSourceClient(config, surroundings, {
    // The engine does not care what it is called when it is dialled by its socket.
    ...('url' in host ? { url: host.url } : { url: 'http://localhost', socketPath: host.socketPath }),
    options: config.client,
  })
  const query = new URLSearchParams(
    project === undefined ? {} : { filters: JSON.stringify({ label: [`com.docker.compose.project=${project}`] }) },
  )
  let events: EventStream | undefined
  let isStopped = false

  /** Without a version in the path the engine speaks its newest one; each engine refuses other old ones. */
  async function ask(signal: AbortSignal): Promise<Discovery> {
    const { bytes } = await client.ask({ facet: 'topology', path: '/containers/json', query, signal })
    const sighting = sightContainers(readContainers(parseJson(bytes)))
    if (!isStopped) events ??= followEvents({ client, random: surroundings.random, onChange: () => source.nudge() })
    return { sighting, warnings: [] }
  }

  const source = startPolledSource({
    settings: config,
    surroundings,
    ask,
    async close() {
      isStopped = true
      await events?.stop()
      await client.close()
    },
  })
  return source
}
