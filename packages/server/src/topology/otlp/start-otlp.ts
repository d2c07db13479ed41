import type { Instant, TopologyHandover, TopologySourceDeclaration } from '@statusgraph/model'
import {
  createSpanReceiver,
  decodeJson,
  decodeProtobuf,
  type Receipt,
  type SpanCounts,
  type SpanReceiver,
} from '@statusgraph/sources'
import { buildOtlp, type OtlpConfig } from '../../config/sources/otlp.ts'
import { DomainError } from '../../http/domain-error.ts'
import { fingerprintOf } from '../../pipeline/fingerprint.ts'
import { checkToken } from '../push/tokens.ts'
import type { GrpcListener } from './listen-grpc.ts'

/** Where the edges that spans show go. */
export interface OtlpIntake {
  /** The receiver begins to be a source, though nobody wrote it down. */
  admit(declaration: TopologySourceDeclaration): void
  take(handover: TopologyHandover): void
}

export interface OtlpSurroundings {
  readonly intake: OtlpIntake
  readonly now: () => Instant
  /** Called when a new configuration names a gRPC address that cannot be listened on. */
  readonly onListenFailure: (error: unknown) => void
}

/** The receiver of traces at work. */
export interface RunningOtlp {
  readonly config: OtlpConfig
  /** Where spans are taken over gRPC now. */
  readonly grpcPort: number | undefined
  /**
   * Lets a sender pass that brings the token, or when there is none.
   *
   * @throws DomainError
   */
  checkSender(authorization: string | undefined): void
  /**
   * Lets spans come as long as there is room for them.
   *
   * @throws DomainError
   */
  checkRoom(): void
  /**
   * Takes the body of an export request.
   *
   * @throws DomainError when it is no OTLP, or when there is no room for it now
   */
  receive(body: Buffer, form: 'json' | 'protobuf'): Receipt
  counts(): SpanCounts
  /**
   * Listens for gRPC, where that is configured.
   *
   * @throws when the address cannot be listened on
   */
  listen(): Promise<void>
  /** Works by a new configuration. What was received stays, unless how it is understood has changed. */
  reload(config: OtlpConfig | undefined): Promise<void>
  stop(): Promise<void>
}

/** After the first spans the picture need not wait for a whole interval. */
const firstFlushMs = 2_000

/** Starts to receive traces; without a configuration, from anybody over HTTP. */
export function startOtlp(first: OtlpConfig | undefined, surroundings: OtlpSurroundings): RunningOtlp {
  const { intake, now, onListenFailure } = surroundings
  let config = first ?? buildOtlp(undefined)
  let receiver = createSpanReceiver(config.receiver)
  let listener: GrpcListener | undefined
  let timer: NodeJS.Timeout | undefined
  let isStopped = false

  /** Nothing was handed over yet. */
  let isNew = true

  function schedule(delayMs: number): void {
    clearTimeout(timer)
    if (!isStopped) timer = setTimeout(flush, delayMs)
  }

  function flush(): void {
    // The calls of which only one half will ever come are known once it has waited for the other.
    schedule(isNew ? Math.min(config.receiver.waitMs, config.flushMs) : config.flushMs)
    isNew = false
    const at = now()
    const report = receiver.report(at.monoMs)
    const told = { source: config.declaration.name, at, intervalMs: config.flushMs }
    switch (report?.kind) {
      case undefined:
        return
      case 'seen':
        admit()
        intake.take({ kind: 'seen', ...told, sighting: report.sighting, warnings: report.warnings })
        return
      case 'silent':
        // Nobody can tell a system at rest from a collector that died, so nothing is said to be gone.
        intake.take({ kind: 'failed', ...told, failure: { code: 'silent', message: wordSilence(report.forMs) } })
    }
  }

  /** Whether it was written down may change while spans come. */
  function admit(): void {
    if (!config.isConfigured) intake.admit(config.declaration)
  }

  function begin(): void {
    admit()
    isNew = true
    schedule(Math.min(firstFlushMs, config.flushMs))
  }

  async function listen(): Promise<void> {
    if (config.grpc === undefined || !config.isEnabled) return
    // Most installations take spans over HTTP only, and never need these megabytes.
    const { listenGrpc } = await import('./listen-grpc.ts')
    listener = await listenGrpc(config.grpc, {
      checkSender: (authorization) => running.checkSender(authorization),
      receive: (body) => running.receive(body, 'protobuf'),
    })
  }

  const running: RunningOtlp = {
    get config() {
      return config
    },
    get grpcPort() {
      return listener?.port
    },
    checkSender(authorization) {
      const { declaration, receiver: limits, token } = config
      if (token === undefined) return
      const { maxNodes, maxEdges } = limits
      checkToken(authorization, { declaration, token: { kind: 'plain', secret: token }, maxNodes, maxEdges }, [])
    },
    checkRoom: () => refuseWhenFull(receiver, now().monoMs, config.receiver.waitMs),
    receive(body, form) {
      if (!config.isEnabled) throw new DomainError('route/not-found', 'sources.otlp.enabled is false.')
      const { monoMs } = now()
      refuseWhenFull(receiver, monoMs, config.receiver.waitMs)
      const decoded = form === 'json' ? decodeJson(body, receiver.wanted) : decodeProtobuf(body, receiver.wanted)
      if (!decoded.ok) throw new DomainError('body/syntax', decoded.message)
      const isFirst = receiver.counts().spans === 0
      const receipt = receiver.receive(decoded.batch, monoMs)
      if (isFirst && receiver.counts().spans > 0) begin()
      return receipt
    },
    counts: () => receiver.counts(),
    listen,
    async reload(next) {
      const before = config
      config = next ?? buildOtlp(undefined)
      if (fingerprintOf(before.receiver) !== fingerprintOf(config.receiver)) {
        receiver = createSpanReceiver(config.receiver)
      }
      if (listensAlike(before, config)) return
      await listener?.stop()
      listener = undefined
      try {
        await listen()
      } catch (error) {
        onListenFailure(error)
      }
    },
    async stop() {
      isStopped = true
      clearTimeout(timer)
      await listener?.stop()
      // What came since the last time is remembered over a restart.
      if (receiver.counts().spans > 0) flush()
    },
  }
  return running
}

function listensAlike(before: OtlpConfig, after: OtlpConfig): boolean {
  return before.isEnabled === after.isEnabled && fingerprintOf(before.grpc) === fingerprintOf(after.grpc)
}

function refuseWhenFull(receiver: SpanReceiver, nowMs: number, waitMs: number): void {
  if (!receiver.isFull(nowMs)) return
  throw new DomainError(
    'topology/too-fast',
    'As many spans wait for their other half as may wait; raise sources.otlp.max_items if this goes on.',
    { headers: { 'retry-after': String(Math.ceil(waitMs / 1_000)) } },
  )
}

function wordSilence(forMs: number): string {
  return `No spans have come for ${Math.floor(forMs / 60_000)} minutes.`
}
