import type { Secret } from './secret.ts'

/** The proxy on the way to somebody. */
export interface ProxyOptions {
  readonly proxyUrl?: string
  readonly noProxy?: string
  readonly proxyFromEnvironment?: boolean
  /** Sent to the proxy, and to nobody else, when it is asked for a tunnel: on the way to https. */
  readonly proxyConnectHeaders?: readonly HeaderOption[]
}

export interface HeaderOption {
  readonly name: string
  readonly values: readonly Secret[]
}

/** Whoever asks for an OAuth 2 token proves to be the client by its secret, or by what its key has signed. */
export type OAuth2Options = ProxyOptions & {
  readonly clientId: string
  readonly tokenUrl: string
  readonly scopes: readonly string[]
  readonly endpointParams: Readonly<Record<string, string>>
  readonly tls?: TlsOptions
} & ({ readonly clientSecret: Secret } | { readonly assertion: AssertionOptions })

/** The JWT bearer grant (RFC 7523). */
export interface AssertionOptions {
  readonly key: Secret
  readonly keyId?: string
  readonly algorithm: 'RS256' | 'RS384' | 'RS512'
  /** Default: the client. */
  readonly issuer?: string
  /** Default: the token URL. */
  readonly audience?: string
  readonly claims: Readonly<Record<string, string>>
}

/** Prometheus's own HTTP client options, after the configuration has been read: secrets are {@link Secret}s. */
export interface ClientOptions extends ProxyOptions {
  readonly basicAuth?: { readonly username: Secret; readonly password: Secret }
  readonly authorization?: { readonly type: string; readonly credentials: Secret }
  readonly oauth2?: OAuth2Options
  readonly tls?: TlsOptions
  readonly headers: readonly HeaderOption[]
  readonly enableHttp2?: boolean
}

/** PEM texts are read again at each connection. */
export interface TlsOptions {
  readonly ca?: Secret
  readonly cert?: Secret
  readonly key?: Secret
  readonly serverName?: string
  readonly insecureSkipVerify?: boolean
  readonly minVersion?: 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3'
  readonly maxVersion?: 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3'
}
