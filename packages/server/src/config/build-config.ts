import { resolve } from 'node:path'
import { defaultSeverities } from '@statusgraph/model'
import type { Mapping, MetricQuery, Severities } from '@statusgraph/model'
import { Secret } from '@statusgraph/sources'
import type { ClientOptions, TlsOptions, UpstreamConfig } from '@statusgraph/sources'
import type { TlsKeys } from './client-schema.ts'
import type { Config, ServerConfig } from './config.ts'
import type { ConfigKeys, UpstreamKeys } from './schema.ts'
import { secretFromFile, secretOf } from './secret-file.ts'
import { buildSources } from './sources/build-sources.ts'
import { buildTopologyMapping } from './topology-schema.ts'

/** Makes the configuration in force out of keys that were found good. */
export function buildConfig(keys: ConfigKeys, cwd: string): Config {
  const upstreams = [
    ...keys.upstream.alertmanager.map((upstream) => buildUpstream('alertmanager', upstream)),
    ...keys.upstream.prometheus.map((upstream) => buildUpstream('prometheus', upstream)),
    ...keys.upstream.versions.map((upstream) => buildUpstream('versions', upstream)),
  ]
  return {
    upstreams,
    mapping: buildMapping(keys.mapping),
    sources: buildSources(keys.sources, upstreams),
    links: keys.links.map(({ title, url }) => ({ title: title ?? titleOf(url), url })),
    server: buildServer(keys.server),
    provisioning: keys.provisioning,
    icons: keys.icons,
    dataDir: resolve(cwd, keys.server.data_dir),
  }
}

function titleOf(url: string): string {
  const parsed = URL.parse(url)
  return (parsed?.host ?? '') || url
}

function buildUpstream(kind: UpstreamConfig['kind'], keys: UpstreamKeys): UpstreamConfig {
  const members = keys.urls ?? (keys.url === undefined ? [] : [keys.url])
  const [{ username, password } = {}] = members
  const fromUrl =
    username === undefined ? {} : { basicAuth: { username: Secret.of(username), password: Secret.of(password ?? '') } }
  return {
    name: keys.name ?? kind,
    kind,
    urls: members.map(({ url }) => url),
    client: { ...fromUrl, ...buildClient(keys) },
    intervalMs: keys.interval,
    timeoutMs: keys.timeout,
  }
}

function buildClient(keys: UpstreamKeys): ClientOptions {
  return {
    ...buildBasicAuth(keys.basic_auth),
    ...buildAuthorization(keys),
    ...buildOauth2(keys.oauth2),
    ...(keys.tls_config === undefined ? {} : { tls: buildTls(keys.tls_config) }),
    ...(keys.proxy_url === undefined ? {} : { proxyUrl: keys.proxy_url }),
    ...(keys.no_proxy === undefined ? {} : { noProxy: keys.no_proxy }),
    proxyFromEnvironment: keys.proxy_from_environment,
    headers: Object.entries(keys.http_headers).map(([name, { values, secrets, files }]) => ({
      name,
      values: [...values.map((value) => Secret.of(value)), ...secrets, ...files.map(secretFromFile)],
    })),
    enableHttp2: keys.enable_http2,
  }
}

function buildBasicAuth(keys: UpstreamKeys['basic_auth']): Pick<ClientOptions, 'basicAuth'> {
  if (keys === undefined) return {}
  const username = keys.username === undefined ? undefined : Secret.of(keys.username)
  return {
    basicAuth: {
      username: secretOf(username, keys.username_file) ?? Secret.of(''),
      password: secretOf(keys.password, keys.password_file) ?? Secret.of(''),
    },
  }
}

function buildAuthorization(keys: UpstreamKeys): Pick<ClientOptions, 'authorization'> {
  const bearer = secretOf(keys.bearer_token, keys.bearer_token_file)
  const credentials = secretOf(keys.authorization?.credentials, keys.authorization?.credentials_file) ?? bearer
  return credentials === undefined ? {} : { authorization: { type: keys.authorization?.type ?? 'Bearer', credentials } }
}

function buildOauth2(keys: UpstreamKeys['oauth2']): Pick<ClientOptions, 'oauth2'> {
  if (keys === undefined) return {}
  return {
    oauth2: {
      clientId: keys.client_id,
      clientSecret: secretOf(keys.client_secret, keys.client_secret_file) ?? Secret.of(''),
      tokenUrl: keys.token_url,
      scopes: keys.scopes,
      endpointParams: keys.endpoint_params,
      ...(keys.tls_config === undefined ? {} : { tls: buildTls(keys.tls_config) }),
      ...(keys.proxy_url === undefined ? {} : { proxyUrl: keys.proxy_url }),
    },
  }
}

const tlsVersions = { TLS10: 'TLSv1', TLS11: 'TLSv1.1', TLS12: 'TLSv1.2', TLS13: 'TLSv1.3' } as const

function buildTls(keys: TlsKeys): TlsOptions {
  const ca = secretOf(keys.ca === undefined ? undefined : Secret.of(keys.ca), keys.ca_file)
  const cert = secretOf(keys.cert === undefined ? undefined : Secret.of(keys.cert), keys.cert_file)
  const key = secretOf(keys.key, keys.key_file)
  return {
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
    ...(keys.server_name === undefined ? {} : { serverName: keys.server_name }),
    ...(keys.insecure_skip_verify === undefined ? {} : { insecureSkipVerify: keys.insecure_skip_verify }),
    minVersion: tlsVersions[keys.min_version],
    ...(keys.max_version === undefined ? {} : { maxVersion: tlsVersions[keys.max_version] }),
  }
}

function buildMapping({ alerts, metrics, topology }: ConfigKeys['mapping']): Mapping {
  return {
    alerts: {
      labelSelector: alerts.label_selector,
      serviceLabels: alerts.service_labels,
      serviceAnnotations: alerts.service_annotations,
      severities: buildSeverities(alerts.severities),
      holdMs: alerts.hold,
    },
    metrics: {
      serviceLabels: metrics.service_labels,
      ...(metrics.presence === undefined ? {} : { presence: metrics.presence }),
      queries: metrics.queries.map(buildQuery),
    },
    topology: buildTopologyMapping(topology),
  }
}

/** A list that is given replaces the default one; a value that is given moves out of the default lists. */
function buildSeverities(keys: ConfigKeys['mapping']['alerts']['severities']): Severities {
  const given = new Set(
    [keys.critical, keys.warning, keys.none].flatMap((list) => list ?? []).map((value) => value.toLowerCase()),
  )
  const choose = (own: readonly string[] | undefined, usual: readonly string[]) =>
    own ?? usual.filter((value) => !given.has(value))
  return {
    label: keys.label ?? defaultSeverities.label,
    critical: choose(keys.critical, defaultSeverities.critical),
    warning: choose(keys.warning, defaultSeverities.warning),
    none: choose(keys.none, defaultSeverities.none),
  }
}

function buildQuery(keys: ConfigKeys['mapping']['metrics']['queries'][number]): MetricQuery {
  const { warning, critical } = keys.thresholds
  const thresholds = { ...(warning === undefined ? {} : { warning }), ...(critical === undefined ? {} : { critical }) }
  return {
    name: keys.name,
    query: keys.query,
    serviceLabel: keys.service_label,
    ...(keys.unit === undefined ? {} : { unit: keys.unit }),
    ...(warning === undefined && critical === undefined ? {} : { thresholds }),
    rangeMs: keys.range,
    ...(keys.step === undefined ? {} : { stepMs: keys.step }),
  }
}

function buildServer(keys: ConfigKeys['server']): ServerConfig {
  const nudgeToken = secretOf(keys.nudge_token, keys.nudge_token_file)
  return {
    listen: keys.listen,
    basePath: keys.base_path,
    trustedProxies: keys.trusted_proxies,
    ...(nudgeToken === undefined ? {} : { nudgeToken }),
    reloadRoute: keys.enable_reload,
    limits: {
      bodyBytes: keys.limits.body,
      connections: keys.limits.connections,
      streamsPerAddress: keys.limits.streams_per_address,
    },
  }
}
