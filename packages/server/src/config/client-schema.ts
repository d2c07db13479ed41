import { Secret } from '@statusgraph/sources'
import { z } from 'zod'
import { anyText, boolean, filePath, plainUrl, text, typeNames } from './scalars.ts'

/** A value that nobody is shown. */
export const secret = z
  .string()
  .min(1, 'must not be empty')
  .transform((value) => Secret.of(value))
  .register(typeNames, { type: 'secret' })

const tlsVersion = z.enum(['TLS10', 'TLS11', 'TLS12', 'TLS13'])

const tls = z.strictObject({
  ca: text.optional().describe('PEM text of the authorities to believe.'),
  ca_file: filePath.optional().describe('File with the PEM text of the authorities to believe.'),
  cert: text.optional().describe('PEM text of the client certificate.'),
  cert_file: filePath.optional().describe('File with the client certificate.'),
  key: secret.optional().describe('PEM text of the client key.'),
  key_file: filePath.optional().describe('File with the client key.'),
  server_name: text.optional().describe('The name that the certificate of the upstream must carry.'),
  insecure_skip_verify: boolean
    .optional()
    .describe('Believe any certificate. Only for trying things out. Default: `false`.'),
  min_version: tlsVersion.prefault('TLS12').describe('The oldest TLS version that is spoken.'),
  max_version: tlsVersion.optional().describe('The newest TLS version that is spoken. Default: the newest there is.'),
})

const basicAuth = z.strictObject({
  username: anyText.optional().describe('The user.'),
  username_file: filePath.optional().describe('File that holds the user; read again at each use.'),
  password: secret.optional().describe('The password.'),
  password_file: filePath.optional().describe('File that holds the password; read again at each use.'),
})

const authorization = z.strictObject({
  type: text.prefault('Bearer').describe('The scheme of the `Authorization` header.'),
  credentials: secret.optional().describe('What follows the scheme.'),
  credentials_file: filePath.optional().describe('File that holds the credentials; read again at each use.'),
})

const headerName = z.string().regex(/^[\w!#$%&'*+.^`|~-]+$/, 'must be the name of an HTTP header')

const proxyKeys = {
  proxy_url: plainUrl.optional().describe('HTTP proxy on the way there.'),
  no_proxy: text.optional().describe('Comma-separated hosts and ranges that are asked without `proxy_url`.'),
  proxy_from_environment: boolean
    .prefault('false')
    .describe('Take the proxy from `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY`.'),
  proxy_connect_header: z
    .record(headerName, z.array(secret))
    .prefault({})
    .describe('Headers, by name a list of values, for the proxy alone: sent with `CONNECT`, so on the way to https.'),
}

const oauth2 = z.strictObject({
  client_id: text.describe('Who asks for the token.'),
  client_secret: secret.optional().describe('The secret of the client.'),
  client_secret_file: filePath.optional().describe('File that holds the secret; read again at each use.'),
  token_url: plainUrl.describe('Where tokens are asked for.'),
  scopes: z.array(text).prefault([]).describe('What the token should allow.'),
  endpoint_params: z.record(z.string(), anyText).prefault({}).describe('Further parameters of the token request.'),
  grant_type: z
    .enum(['client_credentials', 'urn:ietf:params:oauth:grant-type:jwt-bearer'])
    .prefault('client_credentials')
    .describe('What proves to be the client: its secret, or a JWT that its key signs (RFC 7523).'),
  client_certificate_key: secret.optional().describe('PEM text of the RSA key that signs the JWT.'),
  client_certificate_key_file: filePath.optional().describe('File that holds that key; read again at each use.'),
  client_certificate_key_id: text.optional().describe("The `kid` of the JWT: which of the client's keys it is."),
  signature_algorithm: z.enum(['RS256', 'RS384', 'RS512']).prefault('RS256').describe('How the JWT is signed.'),
  iss: text.optional().describe('The issuer of the JWT. Default: `client_id`.'),
  audience: text.optional().describe('For whom the JWT is. Default: `token_url`.'),
  claims: z.record(z.string(), anyText).prefault({}).describe('Further claims of the JWT; each is a text.'),
  tls_config: tls.optional().describe('TLS towards the token URL.'),
  ...proxyKeys,
})

const header = z.strictObject({
  values: z.array(anyText).prefault([]).describe('Values of the header.'),
  secrets: z.array(secret).prefault([]).describe('Values that are never shown.'),
  files: z.array(filePath).prefault([]).describe('Files that hold a value each; read again at each use.'),
})

/** Prometheus's own HTTP client options, under the names that Prometheus gives them. */
export const clientKeys = {
  basic_auth: basicAuth.optional().describe('User and password. Excludes the other ways to sign in.'),
  authorization: authorization
    .optional()
    .describe('An `Authorization` header, such as a bearer token. Excludes the other ways to sign in.'),
  bearer_token: secret.optional().describe('The older spelling of `authorization.credentials`.'),
  bearer_token_file: filePath.optional().describe('The older spelling of `authorization.credentials_file`.'),
  oauth2: oauth2.optional().describe('A token by OAuth 2.0. Excludes the other ways to sign in.'),
  tls_config: tls.optional().describe('TLS towards the upstream.'),
  http_headers: z.record(headerName, header).prefault({}).describe('Headers sent with every request, by name.'),
  ...proxyKeys,
  follow_redirects: boolean
    .prefault('false')
    .describe('Accepted for likeness with Prometheus; redirects are never followed.'),
  enable_http2: boolean.prefault('true').describe('Whether HTTP/2 may be spoken.'),
}

export type TlsKeys = z.output<typeof tls>

const client = z.strictObject(clientKeys)
export type ClientKeys = z.output<typeof client>

/** The keys of a proxy, which stand beside those of whom it leads to. */
export type ProxyKeys = Pick<ClientKeys, keyof typeof proxyKeys>
