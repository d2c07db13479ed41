import { routes, type Autodetected } from '@statusgraph/protocol'
import {
  detectPresets,
  findPreset,
  UpstreamError,
  type DetectedPreset,
  type DetectSurroundings,
  type UpstreamConfig,
} from '@statusgraph/sources'
import type { FastifyInstance } from 'fastify'
import { stringify } from 'yaml'
import type { Config } from '../config/config.ts'
import { serve } from '../http/routing.ts'

type ConfigInForce = Pick<Config, 'sources' | 'upstreams'>

interface AutodetectionOptions extends Omit<DetectSurroundings, 'signal'> {
  readonly config: () => ConfigInForce
}

/** Viewers cost a Prometheus nothing: what it said is good for so long. */
const freshMs = 60_000
/** Whoever has mended something wants to see it. */
const failureFreshMs = 5_000

type Detected = { readonly presets: readonly DetectedPreset[] } | { readonly error: string }

interface Kept {
  readonly answer: Promise<Detected>
  untilMonoMs: number
}

/** What discovery could read out of each Prometheus. */
export function serveAutodetection(app: FastifyInstance, options: AutodetectionOptions): { stop(): void } {
  const { config, now } = options
  const ending = new AbortController()
  // By the configuration itself, so that another address under the same name is asked anew.
  const kept = new WeakMap<UpstreamConfig, Kept>()

  function detect(upstream: UpstreamConfig): Promise<Detected> {
    const known = kept.get(upstream)
    if (known !== undefined && now().monoMs < known.untilMonoMs) return known.answer
    const entry: Kept = { answer: ask(upstream), untilMonoMs: Infinity }
    kept.set(upstream, entry)
    return keepFor(entry)
  }

  async function keepFor(entry: Kept): Promise<Detected> {
    const detected = await entry.answer
    entry.untilMonoMs = now().monoMs + ('error' in detected ? failureFreshMs : freshMs)
    return detected
  }

  async function ask(upstream: UpstreamConfig): Promise<Detected> {
    try {
      return { presets: await detectPresets(upstream, { ...options, signal: ending.signal }) }
    } catch (error) {
      if (error instanceof UpstreamError) return { error: error.message }
      app.log.error({ err: error, upstream: upstream.name }, 'what discovery could read cannot be found out')
      return { error: 'It cannot be asked because of a mistake in Statusgraph.' }
    }
  }

  serve(app, routes.autodetectTopology, async () => {
    const inForce = config()
    const upstreams = inForce.upstreams.filter(({ kind }) => kind === 'prometheus')
    return await Promise.all(
      upstreams.map(async (upstream) => describe(inForce, upstream, upstreams[0] === upstream, await detect(upstream))),
    )
  })
  return { stop: () => ending.abort(new UpstreamError('stopped', 'The server stops.')) }
}

function describe(
  config: ConfigInForce,
  upstream: UpstreamConfig,
  isDefault: boolean,
  detected: Detected,
): Autodetected {
  if ('error' in detected) return { upstream: upstream.name, error: detected.error }
  return {
    upstream: upstream.name,
    presets: detected.presets.map(({ preset, title, edges, problem }) => ({
      preset,
      title,
      edges,
      configured: isConfigured(config, upstream, preset),
      config: writeConfig(preset, isDefault ? undefined : upstream.name),
      ...(problem === undefined ? {} : { problem }),
    })),
  }
}

function isConfigured({ sources }: ConfigInForce, upstream: UpstreamConfig, wanted: string): boolean {
  return sources.polled.some(
    (source) =>
      source.kind === 'prometheus' &&
      source.upstream.name === upstream.name &&
      source.preset !== undefined &&
      (source.preset === wanted || findPreset(source.preset)?.variantOf === wanted),
  )
}

/** The first Prometheus is the one that is asked when nothing else is said; others need a name for their source, too. */
function writeConfig(preset: string, datasource: string | undefined): string {
  const place = datasource?.replaceAll(/[^a-zA-Z0-9._-]+/g, '-').slice(0, 40)
  const source = { preset, ...(place === undefined ? {} : { name: `${preset}-${place}`, datasource }) }
  return stringify({ sources: { prometheus: [source] } })
}
