import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import {
  Metadata,
  ResponderBuilder,
  Server,
  ServerCredentials,
  ServerInterceptingCall,
  ServerListenerBuilder,
  logVerbosity,
  setLogVerbosity,
  status,
  type sendUnaryData,
  type ServerInterceptor,
  type ServerUnaryCall,
} from '@grpc/grpc-js'
import type { ProblemCode } from '@statusgraph/protocol'
import { encodeReceipt, encodeRefusal, type Receipt } from '@statusgraph/sources'
import type { GrpcConfig } from '../../config/sources/otlp.ts'
import { DomainError } from '../../http/domain-error.ts'

export interface GrpcListener {
  readonly port: number
  stop(): Promise<void>
}

interface GrpcHandlers {
  readonly checkSender: (authorization: string | undefined) => void
  readonly receive: (body: Buffer) => Receipt
}

const exportPath = '/opentelemetry.proto.collector.trace.v1.TraceService/Export'
/** Of one message, unpacked. Collectors take 4 MiB. */
const mostMessageBytes = 16 * 1024 * 1024
/** Running calls may take so long when the listener stops. */
const drainMs = 5_000

/**
 * Takes spans over gRPC.
 *
 * @throws when the address cannot be listened on, or a file of the certificate cannot be read
 */
export async function listenGrpc({ listen, tls }: GrpcConfig, handlers: GrpcHandlers): Promise<GrpcListener> {
  // What goes wrong is thrown and answered; lines of its own would break a log of JSON.
  setLogVerbosity(logVerbosity.NONE)
  const server = new Server({
    'grpc.max_receive_message_length': mostMessageBytes,
    interceptors: [refuseStrangers(handlers.checkSender)],
  })
  const asIs = (bytes: Buffer): Buffer => bytes
  server.register(exportPath, takeSpans(handlers.receive), asIs, asIs, 'unary')
  const taking = server.createConnectionInjector(credentialsOf(tls))
  const sockets = new Set<Socket>()
  const listener = createServer((socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    taking.injectConnection(socket)
  })
  try {
    await once(listener.listen(listen.port, listen.host), 'listening')
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    const host = listen.host.includes(':') ? `[${listen.host}]` : listen.host
    throw new Error(`Nothing can listen for gRPC on ${host}:${listen.port}: ${reason}`, { cause })
  }
  const address = listener.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : listen.port,
    async stop() {
      const closed = once(listener.close(), 'close')
      // The library waits for ever for a connection that never says anything, as those of port scanners.
      const cut = setTimeout(() => {
        for (const socket of sockets) socket.destroy()
      }, drainMs)
      server.tryShutdown(() => undefined)
      await closed
      clearTimeout(cut)
    },
  }
}

function credentialsOf(tls: GrpcConfig['tls']): ServerCredentials {
  if (tls === undefined) return ServerCredentials.createInsecure()
  const { cert, key, clientCa } = tls
  return ServerCredentials.createSsl(
    clientCa === undefined ? null : Buffer.from(clientCa.reveal()),
    [{ cert_chain: Buffer.from(cert.reveal()), private_key: Buffer.from(key.reveal()) }],
    clientCa !== undefined,
  )
}

/** Looks at the metadata before the message is taken, so that strangers cost nothing. */
function refuseStrangers(checkSender: GrpcHandlers['checkSender']): ServerInterceptor {
  return (_method, call) =>
    new ServerInterceptingCall(
      call,
      new ResponderBuilder()
        .withStart((next) => {
          next(
            new ServerListenerBuilder()
              .withOnReceiveMetadata((metadata, pass) => {
                const [authorization] = metadata.get('authorization')
                try {
                  checkSender(typeof authorization === 'string' ? authorization : undefined)
                } catch (error) {
                  call.sendStatus(describeError(error))
                  return
                }
                pass(metadata)
              })
              .build(),
          )
        })
        .build(),
    )
}

function takeSpans(receive: GrpcHandlers['receive']) {
  return (call: ServerUnaryCall<Buffer, Buffer>, answer: sendUnaryData<Buffer>): void => {
    try {
      answer(null, encodeReceipt(receive(call.request)))
    } catch (error) {
      answer(describeError(error))
    }
  }
}

const codes: ReadonlyMap<ProblemCode, status> = new Map([
  ['topology/unauthorized', status.UNAUTHENTICATED],
  ['topology/too-fast', status.RESOURCE_EXHAUSTED],
  ['server/not-ready', status.UNAVAILABLE],
])

/** The refusals of HTTP in gRPC's words. */
function describeError(error: unknown) {
  const metadata = new Metadata()
  if (!(error instanceof DomainError)) return { code: status.INTERNAL, details: 'The server made a mistake.', metadata }
  const { message: details, headers } = error
  const code = codes.get(error.code) ?? status.INVALID_ARGUMENT
  const retryAfter = headers['retry-after']
  if (retryAfter !== undefined) {
    metadata.set('grpc-status-details-bin', encodeRefusal(details, { code, seconds: Number(retryAfter) }))
  }
  return { code, details, metadata }
}
