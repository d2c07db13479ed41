import type { TopologySourceDeclaration } from '@statusgraph/model'
import {
  defaultDatabaseAttributes,
  defaultPeerAttributes,
  type Secret,
  type SpanReceiverSettings,
} from '@statusgraph/sources'
import { z } from 'zod'
import { secret } from '../client-schema.ts'
import { boolean, duration, filePath, integer, listenAddress, text } from '../scalars.ts'
import { secretFromFile, secretOf } from '../secret-file.ts'
import { buildDeclaration, declarationKeys } from './settings.ts'

/** Where spans are taken over gRPC. */
export interface GrpcConfig {
  readonly listen: { readonly host: string; readonly port: number }
  /** Undefined: without encryption. */
  readonly tls?: {
    readonly cert: Secret
    readonly key: Secret
    /** Only clients with a certificate of these authorities are let in. */
    readonly clientCa?: Secret
  }
}

/** The receiver of traces. */
export interface OtlpConfig {
  readonly isEnabled: boolean
  /** Somebody wrote it down, so it is listed before the first spans come. */
  readonly isConfigured: boolean
  readonly declaration: TopologySourceDeclaration
  /** How often what was received is handed over. */
  readonly flushMs: number
  readonly receiver: SpanReceiverSettings
  /** Undefined: anybody may send. */
  readonly token?: Secret
  readonly grpc?: GrpcConfig
}

const grpcTls = z.strictObject({
  cert_file: filePath.describe('File with the certificate of the server.'),
  key_file: filePath.describe('File with its key.'),
  client_ca_file: filePath
    .optional()
    .describe('File with the authorities of client certificates. When given, clients without one are refused.'),
})

const otlp = z.strictObject({
  ...declarationKeys('otlp'),
  enabled: boolean.prefault('true').describe('Whether `POST /v1/traces` takes spans.'),
  token: secret.optional().describe('What senders must send as a bearer token. Without a token anybody may send.'),
  token_file: filePath.optional().describe('File that holds the token; read again at each use.'),
  grpc: listenAddress
    .optional()
    .describe('Address and port where spans are taken over gRPC too, such as `127.0.0.1:4317`. Default: nowhere.'),
  grpc_tls: grpcTls.optional().describe('Encryption of the gRPC address. Default: none.'),
  wait: duration('1s', '5m').prefault('10s').describe('How long one half of a call waits for the other.'),
  window: duration('30s', '1h').prefault('5m').describe('Rates and latencies are over so long.'),
  flush: duration('1s', '5m').prefault('15s').describe('How often the edges are brought up to date.'),
  max_items: integer(100, 1_000_000)
    .prefault('20000')
    .describe('The most spans that wait for their other half; beyond, senders are told to come again later.'),
  max_nodes: integer(1, 20_000).prefault('2000').describe('More nodes are left out, and this is said on screen.'),
  max_edges: integer(1, 60_000).prefault('5000').describe('More edges are left out: the busiest stay.'),
  peer_attributes: z
    .array(text)
    .prefault([...defaultPeerAttributes])
    .describe(
      `Attributes that name who is called where nobody else tells of the call, best first. Default: ${listed(defaultPeerAttributes)}.`,
    ),
  database_attributes: z
    .array(text)
    .prefault([...defaultDatabaseAttributes])
    .describe(`The same for databases. Default: ${listed(defaultDatabaseAttributes)}.`),
  link_ancestors: boolean
    .prefault('false')
    .describe(
      'Link a server whose client sent nothing to the nearest other service above it in the trace: for proxies that send the span of the server only.',
    ),
})

/** The keys under `sources.otlp`. */
export const otlpKeys = {
  otlp: z
    .array(otlp)
    .max(1, 'there is one receiver of traces only')
    .optional()
    .describe(
      'The receiver of OpenTelemetry traces, `POST /v1/traces` and gRPC. Default: anybody may send over HTTP, and nothing listens for gRPC.',
    ),
}

/** The receiver of traces, whether it is written down or not. */
export function buildOtlp(list: readonly z.output<typeof otlp>[] | undefined): OtlpConfig {
  const keys = list?.[0] ?? otlp.parse({})
  const token = secretOf(keys.token, keys.token_file)
  return {
    isEnabled: keys.enabled,
    isConfigured: list?.[0] !== undefined,
    declaration: buildDeclaration('otlp', 'spans by OTLP', keys),
    flushMs: keys.flush,
    receiver: {
      waitMs: keys.wait,
      windowMs: keys.window,
      maxItems: keys.max_items,
      maxNodes: keys.max_nodes,
      maxEdges: keys.max_edges,
      peerAttributes: keys.peer_attributes,
      databaseAttributes: keys.database_attributes,
      linkAncestors: keys.link_ancestors,
    },
    ...(token === undefined ? {} : { token }),
    ...(keys.grpc === undefined ? {} : { grpc: buildGrpc(keys.grpc, keys.grpc_tls) }),
  }
}

function buildGrpc(listen: GrpcConfig['listen'], tls: z.output<typeof grpcTls> | undefined): GrpcConfig {
  if (tls === undefined) return { listen }
  return {
    listen,
    tls: {
      cert: secretFromFile(tls.cert_file),
      key: secretFromFile(tls.key_file),
      ...(tls.client_ca_file === undefined ? {} : { clientCa: secretFromFile(tls.client_ca_file) }),
    },
  }
}

function listed(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ')
}
