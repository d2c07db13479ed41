import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { isoOf, type Instant } from '@statusgraph/model'
import { startSource, startTopologySource, type SourceSurroundings } from '@statusgraph/sources'
import { openStore, type GraphStore } from '@statusgraph/store'
import type { FastifyServerOptions } from 'fastify'
import { readClock } from './clock.ts'
import type { Config } from './config/config.ts'
import { Editors } from './editors/editors.ts'
import { serveEditors } from './editors/routes.ts'
import { serveBin } from './graphs/bin-routes.ts'
import { Bin } from './graphs/bin.ts'
import { describeChange } from './graphs/documents.ts'
import { serveGraphs } from './graphs/routes.ts'
import { Upkeep } from './graphs/upkeep.ts'
import { closeApp, createApp, listenOn } from './http/app.ts'
import { DiagramReaders } from './imports/diagram-readers.ts'
import { serveImports } from './imports/routes.ts'
import { serveIcons } from './icons/routes.ts'
import { TeamIcons } from './icons/team-icons.ts'
import { serveAlerts } from './inventory/alerts.ts'
import { DrawnServices } from './inventory/drawn-services.ts'
import { serveServices } from './inventory/services.ts'
import { serveUpstreams } from './inventory/upstreams.ts'
import { serveAbout } from './operations/about.ts'
import { EventLoopWatch } from './operations/event-loop.ts'
import { FailureLog } from './operations/failure-log.ts'
import { createMetrics } from './operations/metrics.ts'
import { serveNudges } from './operations/nudges.ts'
import { serveProbes, type ReloadResult } from './operations/probes.ts'
import { scrape } from './operations/scrape.ts'
import { watchStore } from './operations/store-watch.ts'
import { readPage } from './page/files.ts'
import { servePage } from './page/routes.ts'
import { Pictures } from './pictures/pictures.ts'
import { Pipeline } from './pipeline/pipeline.ts'
import { serveSeries } from './series/routes.ts'
import { Hub } from './stream/hub.ts'
import { encodeAside } from './stream/message.ts'
import { serveStreams } from './stream/routes.ts'
import { serveOtlp } from './topology/otlp/serve-otlp.ts'
import { startOtlp } from './topology/otlp/start-otlp.ts'
import { countPushed } from './topology/push/count-pushed.ts'
import { serveDiscovery } from './topology/serve-topology.ts'

export interface ServerOptions {
  readonly config: Config
  /** Belongs to the server from now on: it is closed when the server stops. Default: the one in the data folder. */
  readonly store?: GraphStore
  /** Where `npm run build` put the page; default: the web package's own folder. */
  readonly webFolder?: string
  /** Reads the configuration again, for `POST /-/reload`; the result is given to {@link RunningServer.reload} by the caller. */
  readonly onReload?: () => Promise<ReloadResult>
  readonly now?: () => Instant
  /** In [0, 1). */
  readonly random?: () => number
  /** As Fastify takes it; default: one JSON line for each event, on stdout. */
  readonly logger?: NonNullable<FastifyServerOptions['logger']>
}

/** A server at work. */
export interface RunningServer {
  /** Where it answers, base path included, without a slash at the end. */
  readonly url: string
  /**
   * Works by a new configuration. Upstreams, mapping, links and the nudge token change at once and viewers stay; what
   * the server listens on, its limits, and its folders change when it is started again.
   */
  reload(config: Config): Promise<void>
  /** Tells what is wrong with the newest configuration, which is not in force; undefined: it is good again. */
  reportConfigFault(fault: string | undefined): void
  /** Not ready, no new connections, running requests end, viewers are told to come back later. */
  stop(): Promise<void>
}

/** Later than this event loop, edits wait; pictures do not. */
const overloadMs = 500
/** How often the folders of the team's own icons are looked at. */
const iconsEveryMs = 3_000
const distFolder = fileURLToPath(new URL('../../web/dist', import.meta.url))

/**
 * Starts the server.
 *
 * @example
 * const server = await startServer({ config })
 * console.log(server.url)
 * await server.stop()
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { now = readClock, random = Math.random, logger = true, onReload } = options
  const { server: serverConfig } = options.config
  const { basePath } = serverConfig
  const startedAt = now()
  const version = readVersion()
  const page = await readPage(options.webFolder ?? distFolder, basePath)
  const metrics = createMetrics()
  const eventLoop = new EventLoopWatch()
  const drawn = new DrawnServices()
  let { config } = options
  let configFault: string | undefined
  let isStopping = false
  /** One new configuration comes into force after the other, and none after the end. */
  let reloading: Promise<void> = Promise.resolve()

  const app = createApp({
    config: serverConfig,
    logger,
    isOverloaded: () => eventLoop.latelyMs > overloadMs,
    isStopping: () => isStopping,
    onAnswered: ({ method, route, status, seconds }) =>
      metrics.requestDuration.observe({ method, route, status: `${Math.floor(status / 100)}xx` }, seconds),
  })
  const failures = new FailureLog(app.log)
  const teamIcons = new TeamIcons(options.config.icons)
  const iconsSeen = teamIcons.watch(iconsEveryMs, ({ file, message, refused }) =>
    app.log.warn({ file, reason: message }, refused ? 'an icon is not shown' : 'an icon is shown in part'),
  )
  const { dataDir, provisioning } = config
  const opened = options.store ?? (await openStore({ dataDir, provisioning, now }))
  const store = watchStore(opened, (failure) => metrics.storeFailures.inc({ code: failure.code }))
  const hub = new Hub({
    nowMs: () => now().monoMs,
    random,
    onDropped: (reason) => metrics.streamsDropped.inc({ reason }),
    onSent: (viewers) => metrics.streamMessages.inc(viewers),
  })
  const onRequest: NonNullable<SourceSurroundings['onRequest']> = ({ upstream, facet, outcome, seconds }) =>
    metrics.upstreamDuration.observe({ upstream, facet, outcome }, seconds)
  const pipeline = await Pipeline.start(config, {
    store,
    hub,
    startSource,
    startTopologySource,
    now,
    random,
    onHandover: (handover) => {
      failures.note(handover)
      if (handover.kind !== 'failed') return
      const { upstream, facet, failure } = handover
      metrics.upstreamFailures.inc({ upstream, facet: facet.kind, code: failure.code })
    },
    onForgotten: (source, reason) => app.log.warn({ source, reason }, 'what a discovery source said is forgotten'),
    onTopology: (handover) => {
      failures.noteTopology(handover)
      if (handover.kind !== 'failed') return
      metrics.upstreamFailures.inc({ upstream: handover.source, facet: 'topology', code: handover.failure.code })
    },
    onRequest,
    onFolded: (tookMs) => metrics.foldDuration.observe(tookMs / 1_000),
    onStoreFailure: (error) => failures.noteStore(error, now().monoMs),
  })

  const editors = new Editors({
    now,
    onChange: (graph, list) =>
      hub.mention(graph, 'editors', encodeAside('editors', { graph, editors: list }), list.length > 0),
  })

  const bin = new Bin(store, now)

  const readers = new DiagramReaders()
  const pictures = new Pictures({ page, team: teamIcons, firstLook: iconsSeen, now })

  serveGraphs(app, { store, pipeline, pictures, basePath, now })
  serveImports(app, { readers, bodyBytes: serverConfig.limits.bodyBytes })
  serveBin(app, { store, bin })
  serveEditors(app, { pipeline, editors })
  const streamLimits = {
    hub,
    streamsPerAddress: serverConfig.limits.streamsPerAddress,
    onRefused: () => metrics.streamsRefused.inc(),
  }
  serveStreams(app, { pipeline, ...streamLimits })
  const discovery = serveDiscovery(app, {
    pipeline,
    ...streamLimits,
    config: () => config,
    now,
    onPushed: (source, answer) => countPushed(metrics, source, answer),
    onRequest,
  })
  const otlp = startOtlp(config.sources.otlp, {
    intake: pipeline.discovery.work,
    now,
    onListenFailure: (error) => app.log.error({ err: error }, 'traces are not taken over gRPC'),
  })
  serveOtlp(app, otlp)
  serveAlerts(app, pipeline, drawn)
  serveServices(app, pipeline, drawn)
  serveUpstreams(app, pipeline)
  serveSeries(app, pipeline)
  serveNudges(app, {
    nudge: () => pipeline.nudge(),
    token: () => config.server.nudgeToken,
    onNudge: (route) => metrics.nudges.inc({ route }),
  })
  serveIcons(app, { team: teamIcons, firstLook: iconsSeen, basePath })
  serveAbout(app, {
    store,
    version,
    basePath,
    describe: () => ({
      version,
      build: page.build,
      startedAt: isoOf(startedAt),
      upstreams: config.upstreams.length,
      links: config.links.map(({ title, url }) => ({ title, url })),
      ...(configFault === undefined ? {} : { configFault }),
    }),
  })
  serveProbes(app, {
    store,
    isStopping: () => isStopping,
    scrape: () => scrape({ metrics, pipeline, hub, drawn, store, eventLoop, spans: otlp.counts() }),
    onReload: serverConfig.reloadRoute ? onReload : undefined,
  })
  servePage(app, page, basePath)

  metrics.buildInfo.set({ version, node_version: process.version }, 1)
  metrics.startTime.set(startedAt.wallMs / 1_000)
  const noteGoodConfig = (): void => {
    configFault = undefined
    metrics.configGood.set(1)
    metrics.configGoodTime.set(now().wallMs / 1_000)
  }
  noteGoodConfig()
  const upkeep = new Upkeep({
    work: async () => {
      await bin.empty()
      await store.thin(describeChange)
    },
    onFailure: (error) => failures.noteStore(error, now().monoMs),
  })

  const release = async (): Promise<void> => {
    const closed = closeApp(app)
    hub.stop()
    discovery.stop()
    editors.stop()
    await closed
    await reloading.catch(() => undefined)
    await readers.stop()
    await pictures.stop()
    await otlp.stop()
    await pipeline.stop()
    await upkeep.stop()
    await iconsSeen
    await teamIcons.stop()
    eventLoop.stop()
    await store.close()
  }
  let url: string
  try {
    await otlp.listen()
    url = await listenOn(app, serverConfig)
  } catch (error) {
    await release()
    throw error
  }

  const bringIntoForce = async (before: Promise<void>, next: Config): Promise<void> => {
    await before.catch(() => undefined)
    if (isStopping) return
    config = next
    await pipeline.reload(next)
    await otlp.reload(next.sources.otlp)
    noteGoodConfig()
    app.log.info('a new configuration is in force')
  }
  let stopping: Promise<void> | undefined
  return {
    url,
    reload(next) {
      reloading = bringIntoForce(reloading, next)
      return reloading
    },
    reportConfigFault(fault) {
      if (fault === undefined) {
        noteGoodConfig()
        return
      }
      configFault = fault
      metrics.configGood.set(0)
      app.log.error({ fault }, 'the new configuration is not in force, because it is not good')
    },
    stop() {
      isStopping = true
      stopping ??= release()
      return stopping
    },
  }
}

function readVersion(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8')
  const data: unknown = JSON.parse(text)
  return typeof data === 'object' && data !== null && 'version' in data ? String(data.version) : 'unknown'
}
