import type { DockerConfig } from '@statusgraph/sources'
import { z } from 'zod'
import { buildClient } from '../build-client.ts'
import { clientKeys } from '../client-schema.ts'
import { scalar, text } from '../scalars.ts'
import { buildSettings, pollingKeys } from './settings.ts'

/** Where an engine answers, and how that is shown. */
interface DockerHost {
  readonly shown: string
  readonly at: { readonly socketPath: string } | { readonly authority: string; readonly scheme?: 'http' | 'https' }
}

const dockerHost = scalar<DockerHost>(
  'address',
  'must be unix:///path/to/docker.sock, tcp://host:port, or an http:// or https:// address of an engine',
  (written) => {
    const [, socketPath] = /^unix:\/\/(\/[^\s?#]+)$/.exec(written) ?? []
    if (socketPath !== undefined) return { shown: written, at: { socketPath } }
    const [, scheme, authority] =
      /^(tcp|http|https):\/\/([a-z0-9.-]+(?::\d{1,5})?|\[[0-9a-f:.]+\](?::\d{1,5})?)\/?$/i.exec(written) ?? []
    if (scheme === undefined || authority === undefined || !URL.canParse(`http://${authority}`)) return undefined
    const known = scheme.toLowerCase()
    return { shown: written, at: { authority, ...(known === 'http' || known === 'https' ? { scheme: known } : {}) } }
  },
)

const docker = z.strictObject({
  ...pollingKeys('docker', '30s'),
  host: dockerHost
    .prefault('unix:///var/run/docker.sock')
    .describe('The engine: a socket, or `tcp://host:port`, which is spoken to with TLS when `tls_config` is given.'),
  project: text.optional().describe('Only the containers of this compose project. Default: all.'),
  ...clientKeys,
})

/** The keys under `sources.docker`. */
export const dockerKeys = {
  docker: z
    .array(docker)
    .prefault([])
    .describe(
      'The containers that a Docker engine or podman runs, and what compose made them wait for. One, or a list.',
    ),
}

export function buildDocker(keys: readonly z.output<typeof docker>[]): readonly DockerConfig[] {
  return keys.map((source) => ({
    ...buildSettings('docker', `Docker engine ${source.host.shown}`, source),
    kind: 'docker',
    host: hostOf(source.host, source.tls_config !== undefined),
    client: buildClient(source),
    ...(source.project === undefined ? {} : { project: source.project }),
  }))
}

function hostOf({ at }: DockerHost, hasTls: boolean): DockerConfig['host'] {
  if ('socketPath' in at) return at
  const scheme = at.scheme ?? (hasTls ? 'https' : 'http')
  // An engine listens on 2375, and with TLS on 2376.
  const isPlain = /:\d+$/.test(at.authority)
  const port = isPlain || at.scheme !== undefined ? '' : hasTls ? ':2376' : ':2375'
  return { url: `${scheme}://${at.authority}${port}` }
}
