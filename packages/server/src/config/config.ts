import type { Mapping } from '@statusgraph/model'
import type { Secret, UpstreamConfig } from '@statusgraph/sources'
import type { SourcesConfig } from './sources/build-sources.ts'

/** The configuration in force, read, checked and with every default filled in. */
export interface Config {
  readonly upstreams: readonly UpstreamConfig[]
  readonly mapping: Mapping
  readonly sources: SourcesConfig
  /** URL templates shown in every panel. */
  readonly links: readonly { readonly title: string; readonly url: string }[]
  readonly server: ServerConfig
  /** Folders of graph documents, absolute. */
  readonly provisioning: readonly string[]
  /** Folders of the team's own icons, absolute. */
  readonly icons: readonly string[]
  /** Absolute. */
  readonly dataDir: string
}

export interface ServerConfig {
  readonly listen: { readonly host: string; readonly port: number }
  /** Where a reverse proxy mounts us: empty, or `/statusgraph` without a slash at the end. */
  readonly basePath: string
  /** Addresses and CIDRs whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[]
  /** When set, both nudge routes want it as a bearer token (or as the password of basic auth). */
  readonly nudgeToken?: Secret
  /** Whether `POST /-/reload` exists. */
  readonly reloadRoute: boolean
  readonly limits: {
    readonly bodyBytes: number
    readonly connections: number
    readonly streamsPerAddress: number
  }
}

/** One fault of a configuration or graph file, where a person can find it. Lines and columns count from 1. */
export interface Diagnostic {
  readonly severity: 'error' | 'warning'
  readonly file: string
  readonly line: number
  readonly column: number
  readonly message: string
  readonly hint?: string
}
