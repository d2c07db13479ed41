import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { parse } from 'yaml'
import { UpstreamError } from '../../client/failure.ts'
import type { ClientOptions, TlsOptions } from '../../client/options.ts'
import { Secret } from '../../client/secret.ts'
import { isRecord, optionalText } from '../../reading/shape.ts'
import type { TopologyEndpoint } from '../topology-source.ts'

type Fields = Readonly<Record<string, unknown>>

/**
 * Reads from a kubeconfig where the API server of a context is and how to sign in there.
 * @throws {UpstreamError} in words, when it does not say so, or says it by running a program, which is not done
 */
export function readKubeconfig(
  text: string,
  from: { readonly path: string; readonly context?: string },
): TopologyEndpoint {
  const config = parseYaml(text)
  const wanted = from.context ?? optionalText(config['current-context'])
  if (wanted === undefined) throw refuse('has no current context: name one with "context"')
  const context = namedIn(config, 'contexts', 'context', wanted)
  const cluster = namedIn(config, 'clusters', 'cluster', optionalText(context['cluster']) ?? '')
  const userName = optionalText(context['user'])
  const user = userName === undefined ? {} : namedIn(config, 'users', 'user', userName)
  const url = optionalText(cluster['server']) ?? ''
  if (!/^https?:\/\//.test(url) || !URL.canParse(url)) throw refuse('names no server that is an http or https address')
  const files = filesBeside(from.path)
  return { url: url.replace(/\/+$/, ''), client: clientOf(cluster, user, files) }
}

function clientOf(cluster: Fields, user: Fields, files: FilesBeside): ClientOptions {
  for (const program of ['exec', 'auth-provider']) {
    if (user[program] === undefined || user[program] === null) continue
    throw refuse(
      `signs in by running a program (${program}), which Statusgraph does not do: give it the token of a service account`,
    )
  }
  const proxyUrl = optionalText(cluster['proxy-url'])
  const token = optionalText(user['token'])
  const tokenFile = optionalText(user['tokenFile'])
  const username = optionalText(user['username'])
  const credentials = tokenFile === undefined ? token && Secret.of(token) : files.secret(tokenFile)
  return {
    ...(credentials instanceof Secret ? { authorization: { type: 'Bearer', credentials } } : {}),
    ...(credentials === undefined && username !== undefined
      ? { basicAuth: { username: Secret.of(username), password: Secret.of(optionalText(user['password']) ?? '') } }
      : {}),
    tls: tlsOf(cluster, user, files),
    ...(proxyUrl === undefined ? {} : { proxyUrl }),
    headers: [],
  }
}

function tlsOf(cluster: Fields, user: Fields, files: FilesBeside): TlsOptions {
  const ca = files.pem(cluster, 'certificate-authority')
  const cert = files.pem(user, 'client-certificate')
  const key = files.pem(user, 'client-key')
  const serverName = optionalText(cluster['tls-server-name'])
  return {
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined || key === undefined ? {} : { cert, key }),
    ...(serverName === undefined ? {} : { serverName }),
    ...(cluster['insecure-skip-tls-verify'] === true ? { insecureSkipVerify: true } : {}),
  }
}

interface FilesBeside {
  secret(path: string): Secret
  /** What stands under `name-data` in base64, or in the file that `name` tells. */
  pem(fields: Fields, name: string): Secret | undefined
}

/** Paths in a kubeconfig begin at its folder. */
function filesBeside(kubeconfig: string): FilesBeside {
  const secret = (path: string) => new Secret(() => readFileSync(resolve(dirname(kubeconfig), path), 'utf8').trim())
  return {
    secret,
    pem(fields, name) {
      const data = fields[`${name}-data`]
      // Longer than other texts may be: a bundle of authorities.
      if (typeof data === 'string' && data !== '') return Secret.of(Buffer.from(data, 'base64').toString('utf8'))
      const path = optionalText(fields[name])
      return path === undefined ? undefined : secret(path)
    },
  }
}

function parseYaml(text: string): Fields {
  let read: unknown
  try {
    // A kubeconfig uses no aliases; a file that does may be a bomb.
    read = parse(text, { maxAliasCount: 100 })
  } catch {
    throw refuse('is not YAML')
  }
  if (!isRecord(read)) throw refuse('is not a map')
  return read
}

function namedIn(config: Fields, list: string, field: string, name: string): Fields {
  const entries = config[list]
  const found: unknown = Array.isArray(entries)
    ? entries.find((entry: unknown) => isRecord(entry) && entry['name'] === name)
    : undefined
  const value = isRecord(found) ? found[field] : undefined
  if (!isRecord(value)) throw refuse(`has no ${field} called "${name}"`)
  return value
}

function refuse(what: string): UpstreamError {
  return new UpstreamError('secret', `The kubeconfig ${what}.`)
}
