import { readSaid, type Instant, type TopologyView } from '@statusgraph/model'
import { pushLimits, routes, topologySourceNameSchema, type PushAnswer } from '@statusgraph/protocol'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { PushSourceConfig } from '../../config/sources/push.ts'
import { tellLimit } from '../../http/body-limit.ts'
import { DomainError } from '../../http/domain-error.ts'
import { inflateBody } from '../../http/inflate.ts'
import { etagOf, isKnown, readIfMatch, readParam } from '../../http/requests.ts'
import { serve } from '../../http/routing.ts'
import { describeSaid } from './describe-said.ts'
import { FloodGate } from './flood-gate.ts'
import type { PushIntake } from './intake.ts'
import { PushedSources } from './pushed-sources.ts'
import { readBatch, readSnapshot } from './read-lines.ts'
import { Replays } from './replays.ts'
import { checkToken, refuseTokenInAddress } from './tokens.ts'

interface PushRoutes {
  readonly intake: PushIntake
  /** Those that are configured to push; undefined: anybody may. */
  readonly configured: () => readonly PushSourceConfig[] | undefined
  /** Whether a source of any kind stands in the configuration. */
  readonly isConfigured: (name: string) => boolean
  /** What else has this name, though no source has it yet. */
  readonly findNamesake: (name: string) => string | undefined
  /** Everything that is known now. */
  readonly view: () => Promise<TopologyView>
  /** The largest body of any route. */
  readonly bodyBytes: number
  readonly now: () => Instant
  readonly onPushed: (source: string, answer: PushAnswer) => void
}

const lineTypes = ['application/x-ndjson', 'application/ndjson', 'application/jsonl', 'application/x-jsonlines']

/** What programs push, and what each source says. */
export function serveTopologySources(app: FastifyInstance, options: PushRoutes): void {
  const { intake, configured, findNamesake, now, onPushed } = options
  const replays = new Replays<PushAnswer>((name) => intake.declarations.has(name))
  const onForgotten = (name: string): void => replays.forget(name)
  const sources = new PushedSources({ intake, configured, findNamesake, now, onForgotten })
  const gate = new FloodGate(() => now().monoMs)

  serve(app, routes.listTopologySources, async () =>
    Object.values((await options.view()).sources)
      .map((source) => ({
        ...source,
        configured: options.isConfigured(source.name),
        ...(source.kind === 'push' ? { revision: sources.revisionOf(source.name) } : {}),
      }))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  )

  serve(app, routes.readTopologySource, (request, reply) => {
    const name = readName(request)
    const kind = intake.declarations.get(name)?.kind
    // Before what is said is read, because it forgets what is gone.
    const revision = kind === 'push' ? sources.revisionOf(name) : undefined
    const said = readSaid(intake.topology, name, now())
    if (said === undefined) throw new DomainError('topology/source-unknown', `There is no source "${name}".`)
    if (revision !== undefined) {
      reply.header('etag', etagOf(revision))
      if (isKnown(request, revision)) return reply.code(304).send()
    }
    return describeSaid(said)
  })

  const bodyBytes = Math.min(options.bodyBytes, pushLimits.bytes)
  app.register(async (scope) => {
    readRawBodies(scope, bodyBytes)
    // Before the body is read, so that strangers cost nothing.
    scope.addHook('onRequest', async (request) => {
      refuseTokenInAddress(request.query)
      const source = sources.find(readName(request))
      const { name } = source.declaration
      const others = (configured() ?? []).filter(({ declaration }) => declaration.name !== name)
      checkToken(request.headers.authorization, source, others)
      gate.refuseFlood(name)
    })

    const take = async (request: FastifyRequest, reply: FastifyReply, kind: 'written' | 'replaced') => {
      const source = sources.find(readName(request))
      const { name } = source.declaration
      const expected = readIfMatch(request)
      const body = await readBody(request, bodyBytes)
      gate.spend(name, body.length)
      const push = async (): Promise<PushAnswer> => {
        const lines = kind === 'replaced' ? await readSnapshot(body) : await readBatch(body, isLines(request))
        const answer = await gate.holding(lines.length, () => sources.push(source, kind, lines, expected))
        onPushed(sources.isConfigured(name) ? name : 'other', answer)
        return answer
      }
      const key = readIdempotencyKey(request)
      const answer = await (key === undefined
        ? push()
        : replays.answer({ source: name, key: `${kind} ${key}`, body, nowMs: now().monoMs }, push))
      reply.header('etag', etagOf(answer.revision))
      return answer
    }

    serve(scope, routes.replaceTopologySource, (request, reply) => take(request, reply, 'replaced'))
    serve(scope, routes.writeTopologySource, (request, reply) => take(request, reply, 'written'))
    serve(scope, routes.deleteTopologySource, async (request) => {
      await sources.remove(sources.find(readName(request)), readIfMatch(request))
    })
  })
}

/** Bodies are read as bytes: what they say is looked at line by line. */
function readRawBodies(scope: FastifyInstance, bodyBytes: number): void {
  const parse = async (_request: FastifyRequest, body: Buffer): Promise<Buffer> => body
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser(['application/json', ...lineTypes], { parseAs: 'buffer', bodyLimit: bodyBytes }, parse)
  tellLimit(scope, () => bodyBytes)
  scope.addContentTypeParser('*', async () => {
    throw new DomainError(
      'body/unsupported-type',
      'Say what the body is: Content-Type: application/json, or application/x-ndjson for one operation a line.',
    )
  })
}

async function readBody(request: FastifyRequest, bodyBytes: number): Promise<Buffer> {
  const { body } = request
  if (Buffer.isBuffer(body)) return inflateBody(request, body, bodyBytes)
  throw new DomainError('body/syntax', 'The body is empty.')
}

function isLines(request: FastifyRequest): boolean {
  const [type = ''] = (request.headers['content-type'] ?? '').split(';', 1)
  return lineTypes.includes(type.trim().toLowerCase())
}

function readName(request: FastifyRequest): string {
  const read = topologySourceNameSchema.safeParse(readParam(request, 'source'))
  if (read.success) return read.data
  throw new DomainError(
    'request/invalid',
    'The name of a source is 1 to 63 letters, digits, dots, dashes or underscores, and begins with a letter or digit.',
  )
}

function readIdempotencyKey(request: FastifyRequest): string | undefined {
  const header = request.headers['idempotency-key']
  if (header === undefined) return undefined
  const key = String(header)
  if (/^[\x20-\x7e]{1,255}$/.test(key)) return key
  throw new DomainError('request/invalid', 'An Idempotency-Key is 1 to 255 visible characters.')
}
