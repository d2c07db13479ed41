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

const oauth2 = z.strictObject({
  client_id: text.describe('Who asks for the token.'),
  client_secret: secret.optional().describe('The secret of the client.'),
  client_secret_file: filePath.optional().describe('File that holds the secret; read again at each use.'),
  token_url: plainUrl.describe('Where tokens are asked for.'),
  scopes: z.array(text).prefault([]).describe('What the token should allow.'),
  endpoint_params: z.record(z.string(), anyText).prefault({}).describe('Further parameters of the token request.'),
  tls_config: tls.optional().describe('TLS towards the token URL.'),
  proxy_url: plainUrl.optional().describe('Proxy towards the token URL.'),
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
  oauth2: oauth2.optional().describe('OAuth 2.0 client credentials. Excludes the other ways to sign in.'),
  tls_config: tls.optional().describe('TLS towards the upstream.'),
  http_headers: z
    .record(z.string().regex(/^[\w!#$%&'*+.^`|~-]+$/, 'must be the name of an HTTP header'), header)
    .prefault({})
    .describe('Headers sent with every request, by name.'),
  proxy_url: plainUrl.optional().describe('HTTP proxy towards the upstream.'),
  no_proxy: text.optional().describe('Comma-separated hosts and ranges that are asked without `proxy_url`.'),
  proxy_from_environment: boolean
    .prefault('false')
    .describe('Take the proxy from `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY`.'),
  follow_redirects: boolean
    .prefault('false')
    .describe('Accepted for likeness with Prometheus; redirects are never followed.'),
  enable_http2: boolean.prefault('true').describe('Whether HTTP/2 may be spoken.'),
}

export type TlsKeys = z.output<typeof tls>

const client = z.strictObject(clientKeys)
export type ClientKeys = z.output<typeof client>
