import type { TopologySourceDeclaration } from '@statusgraph/model'
import type { Secret } from '@statusgraph/sources'
import { z } from 'zod'
import { secret } from '../client-schema.ts'
import { filePath, integer, typeNames } from '../scalars.ts'
import { secretOf } from '../secret-file.ts'
import { buildDeclaration, declarationKeys } from './settings.ts'

/** How a source that pushes proves who it is. */
export type PushToken =
  | { readonly kind: 'plain'; readonly secret: Secret }
  /** In hex, lower case. */
  | { readonly kind: 'sha256'; readonly digest: string }

/** A source that is expected to push. */
export interface PushSourceConfig {
  readonly declaration: TopologySourceDeclaration
  /** Undefined: anybody may push under its name. */
  readonly token?: PushToken
  readonly maxNodes: number
  readonly maxEdges: number
}

/** What holds for a source that nobody configured. */
export const adHocPush: Omit<PushSourceConfig, 'declaration'> & {
  readonly declaration: Omit<TopologySourceDeclaration, 'name'>
} = {
  declaration: { kind: 'push', detail: 'push', priority: 0, forgetAfterMs: 24 * 3_600_000 },
  maxNodes: 2_000,
  maxEdges: 5_000,
}

const sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/i, 'must be 64 hexadecimal digits, as printed by sha256sum')
  .transform((text) => text.toLowerCase())
  .register(typeNames, { type: 'SHA-256 in hex' })

const push = z.strictObject({
  ...declarationKeys('push'),
  token: secret.optional().describe('What the source must send as a bearer token. Without a token anybody may push.'),
  token_file: filePath.optional().describe('File that holds the token; read again at each use.'),
  token_sha256: sha256.optional().describe('The SHA-256 of the token, so that the token itself stands nowhere here.'),
  max_nodes: integer(1, 20_000).prefault('2000').describe('More nodes are refused, each with its line.'),
  max_edges: integer(1, 60_000).prefault('5000').describe('More edges are refused, each with its line.'),
})

/** The keys under `sources.push`. */
export const pushKeys = {
  push: z
    .array(push)
    .optional()
    .describe(
      'Sources that push: one, or a list of named ones. When it is given, nobody else may push; an empty list closes the door. Default: anybody may push under any name.',
    ),
}

/** The sources that are expected to push; undefined: anybody is welcome. */
export function buildPush(keys: readonly z.output<typeof push>[] | undefined): readonly PushSourceConfig[] | undefined {
  return keys?.map((source) => {
    const token = tokenOf(source)
    return {
      declaration: buildDeclaration('push', 'push', source),
      ...(token === undefined ? {} : { token }),
      maxNodes: source.max_nodes,
      maxEdges: source.max_edges,
    }
  })
}

function tokenOf({ token, token_file, token_sha256 }: z.output<typeof push>): PushToken | undefined {
  if (token_sha256 !== undefined) return { kind: 'sha256', digest: token_sha256 }
  const plain = secretOf(token, token_file)
  return plain === undefined ? undefined : { kind: 'plain', secret: plain }
}
