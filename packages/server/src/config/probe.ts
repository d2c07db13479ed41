import { performance } from 'node:perf_hooks'
import { startSource, startTopologySource } from '@statusgraph/sources'
import type { UpstreamClock } from '@statusgraph/sources'
import type { Config } from './config.ts'

/** What one upstream or source answered when it was asked whether it can be used. */
export type UpstreamAnswer =
  | {
      readonly name: string
      readonly ok: true
      readonly version?: string
      readonly clocks?: readonly UpstreamClock[]
    }
  | { readonly name: string; readonly ok: true; readonly nodes: number; readonly edges: number }
  | { readonly name: string; readonly ok: false; readonly message: string }

/** Asks every upstream and every source once, with the very client that the server would use: for `check --online`. */
export async function probeUpstreams(config: Config, signal: AbortSignal): Promise<readonly UpstreamAnswer[]> {
  const surroundings = {
    now: () => ({ wallMs: Date.now(), monoMs: performance.now() }),
    random: Math.random,
    onHandover: () => undefined,
  }
  const { mapping, upstreams, sources } = config
  return await Promise.all([
    ...upstreams.map((one) => probe(one.name, () => startSource(one, { ...surroundings, mapping }), signal)),
    ...sources.polled.map((one) => probe(one.name, () => startTopologySource(one, surroundings), signal)),
  ])
}

type Found = { readonly version?: string } | { readonly nodes: number; readonly edges: number }

interface Probed {
  /** Of a source that tells how its clocks stand. */
  clocks?(): readonly UpstreamClock[]
  probe(): Promise<({ readonly ok: true } & Found) | { readonly ok: false; readonly message: string }>
  stop(): Promise<void>
}

async function probe(name: string, start: () => Probed, signal: AbortSignal): Promise<UpstreamAnswer> {
  if (signal.aborted) return { name, ok: false, message: 'the check was ended' }
  const source = start()
  const stop = () => void source.stop()
  signal.addEventListener('abort', stop, { once: true })
  try {
    const answer = await source.probe()
    return answer.ok && source.clocks ? { name, ...answer, clocks: source.clocks() } : { name, ...answer }
  } finally {
    signal.removeEventListener('abort', stop)
    await source.stop()
  }
}
