import type { Sighting, TopologyHandover, TopologySourceDeclaration } from '@statusgraph/model'
import { Secret } from '@statusgraph/sources'
import { onTestFinished } from 'vitest'
import { buildOtlp, type OtlpConfig } from '../../config/sources/otlp.ts'
import { closeApp, createApp, listenOn } from '../../http/app.ts'
import { serveOtlp } from './serve-otlp.ts'
import { startOtlp } from './start-otlp.ts'

/** A configuration that hands over often. */
export function otlpConfig(
  more: Partial<Omit<OtlpConfig, 'receiver' | 'token'>> & { readonly token?: string } = {},
  receiver: Partial<OtlpConfig['receiver']> = {},
): OtlpConfig {
  const { token, ...rest } = more
  const usual = buildOtlp(undefined)
  return {
    ...usual,
    flushMs: 100,
    ...rest,
    ...(token === undefined ? {} : { token: Secret.of(token) }),
    receiver: { ...usual.receiver, ...receiver },
  }
}

/** The receiver behind a real HTTP server, for the time of one test. Its clock stands still until it is moved on. */
export async function startReceiving(config: OtlpConfig = otlpConfig(), basePath = '') {
  let nowMs = 1_000_000
  const handovers: TopologyHandover[] = []
  const admitted: TopologySourceDeclaration[] = []
  const otlp = startOtlp(config, {
    now: () => ({ monoMs: nowMs, wallMs: nowMs }),
    intake: {
      admit: (declaration) => admitted.push(declaration),
      take: (handover) => handovers.push(handover),
    },
    onListenFailure: (error) => {
      throw error
    },
  })
  const server = {
    listen: { host: '127.0.0.1', port: 0 },
    basePath,
    trustedProxies: [],
    reloadRoute: false,
    limits: { bodyBytes: 32 * 1024 * 1024, connections: 100, streamsPerAddress: 10 },
  }
  const app = createApp({
    config: server,
    logger: false,
    isOverloaded: () => false,
    isStopping: () => false,
    onAnswered: () => {},
  })
  serveOtlp(app, otlp)
  await otlp.listen()
  const url = await listenOn(app, server)
  onTestFinished(async () => {
    await closeApp(app)
    await otlp.stop()
  })
  const lastSighting = (): Sighting | undefined =>
    handovers.flatMap((handover) => (handover.kind === 'seen' ? [handover.sighting] : [])).at(-1)
  return {
    url,
    otlp,
    handovers,
    admitted,
    lastSighting,
    /** Lets so much time pass, at once. */
    pass: (ms: number) => {
      nowMs += ms
    },
    send: (body: string | Uint8Array, headers: Readonly<Record<string, string>>) =>
      fetch(`${url}/v1/traces`, { method: 'POST', headers, body: new Blob([new Uint8Array(Buffer.from(body))]) }),
    /** Waits until what was seen last is as wanted. */
    async until(isWanted: (sighting: Sighting) => boolean): Promise<Sighting> {
      for (;;) {
        const sighting = lastSighting()
        if (sighting !== undefined && isWanted(sighting)) return sighting
        await new Promise((resolve) => {
          setTimeout(resolve, 20)
        })
      }
    },
  }
}

/** `source → target` of every edge, sorted. */
export function tellEdges({ edges }: Sighting): readonly string[] {
  return edges.map(({ source, target }) => `${source} → ${target}`).toSorted()
}
