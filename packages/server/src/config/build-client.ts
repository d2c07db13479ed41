import { Secret } from '@statusgraph/sources'
import type { AssertionOptions, ClientOptions, ProxyOptions, TlsOptions } from '@statusgraph/sources'
import type { ClientKeys, ProxyKeys, TlsKeys } from './client-schema.ts'
import type { UpstreamUrl } from './scalars.ts'
import { secretFromFile, secretOf } from './secret-file.ts'

/** The options of an HTTP client; user and password may also stand in its URL. */
export function buildClient(keys: ClientKeys, url?: UpstreamUrl): ClientOptions {
  return {
    ...buildSignIn(url),
    ...buildBasicAuth(keys.basic_auth),
    ...buildAuthorization(keys),
    ...buildOauth2(keys.oauth2),
    ...(keys.tls_config === undefined ? {} : { tls: buildTls(keys.tls_config) }),
    ...buildProxy(keys),
    headers: Object.entries(keys.http_headers).map(([name, { values, secrets, files }]) => ({
      name,
      values: [...values.map((value) => Secret.of(value)), ...secrets, ...files.map(secretFromFile)],
    })),
    enableHttp2: keys.enable_http2,
  }
}

function buildProxy(keys: ProxyKeys): ProxyOptions {
  return {
    ...(keys.proxy_url === undefined ? {} : { proxyUrl: keys.proxy_url }),
    ...(keys.no_proxy === undefined ? {} : { noProxy: keys.no_proxy }),
    proxyFromEnvironment: keys.proxy_from_environment,
    proxyConnectHeaders: Object.entries(keys.proxy_connect_header).map(([name, values]) => ({ name, values })),
  }
}

function buildSignIn({ username, password }: Partial<UpstreamUrl> = {}): Pick<ClientOptions, 'basicAuth'> {
  if (username === undefined) return {}
  return { basicAuth: { username: Secret.of(username), password: Secret.of(password ?? '') } }
}

function buildBasicAuth(keys: ClientKeys['basic_auth']): Pick<ClientOptions, 'basicAuth'> {
  if (keys === undefined) return {}
  const username = keys.username === undefined ? undefined : Secret.of(keys.username)
  return {
    basicAuth: {
      username: secretOf(username, keys.username_file) ?? Secret.of(''),
      password: secretOf(keys.password, keys.password_file) ?? Secret.of(''),
    },
  }
}

function buildAuthorization(keys: ClientKeys): Pick<ClientOptions, 'authorization'> {
  const bearer = secretOf(keys.bearer_token, keys.bearer_token_file)
  const credentials = secretOf(keys.authorization?.credentials, keys.authorization?.credentials_file) ?? bearer
  return credentials === undefined ? {} : { authorization: { type: keys.authorization?.type ?? 'Bearer', credentials } }
}

function buildOauth2(keys: ClientKeys['oauth2']): Pick<ClientOptions, 'oauth2'> {
  if (keys === undefined) return {}
  return {
    oauth2: {
      clientId: keys.client_id,
      ...(keys.grant_type === 'client_credentials'
        ? { clientSecret: secretOf(keys.client_secret, keys.client_secret_file) ?? Secret.of('') }
        : { assertion: buildAssertion(keys) }),
      tokenUrl: keys.token_url,
      scopes: keys.scopes,
      endpointParams: keys.endpoint_params,
      ...(keys.tls_config === undefined ? {} : { tls: buildTls(keys.tls_config) }),
      ...buildProxy(keys),
    },
  }
}

function buildAssertion(keys: NonNullable<ClientKeys['oauth2']>): AssertionOptions {
  return {
    key: secretOf(keys.client_certificate_key, keys.client_certificate_key_file) ?? Secret.of(''),
    ...(keys.client_certificate_key_id === undefined ? {} : { keyId: keys.client_certificate_key_id }),
    algorithm: keys.signature_algorithm,
    ...(keys.iss === undefined ? {} : { issuer: keys.iss }),
    ...(keys.audience === undefined ? {} : { audience: keys.audience }),
    claims: keys.claims,
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
