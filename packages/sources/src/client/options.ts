import type { Secret } from './secret.ts'

/** Prometheus's own HTTP client options, after the configuration has been read: secrets are {@link Secret}s. */
export interface ClientOptions {
  readonly basicAuth?: { readonly username: Secret; readonly password: Secret }
  readonly authorization?: { readonly type: string; readonly credentials: Secret }
  readonly oauth2?: {
    readonly clientId: string
    readonly clientSecret: Secret
    readonly tokenUrl: string
    readonly scopes: readonly string[]
    readonly endpointParams: Readonly<Record<string, string>>
    readonly tls?: TlsOptions
    readonly proxyUrl?: string
  }
  readonly tls?: TlsOptions
  readonly proxyUrl?: string
  readonly noProxy?: string
  readonly proxyFromEnvironment?: boolean
  readonly headers: readonly { readonly name: string; readonly values: readonly Secret[] }[]
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
