import { startAlertmanager } from './alertmanager.ts'
import { findFreePort } from './ports.ts'
import { startPrometheus } from './prometheus.ts'
import type { Ending } from './program.ts'
import type { RunningServer } from './server.ts'
import { startShop } from './shop.ts'
import type { RunningShop } from './shop.ts'
import { startStatusgraph } from './statusgraph.ts'

export interface StackOptions {
  /** Default: free ones. */
  readonly ports?: {
    readonly statusgraph?: number
    readonly prometheus?: number
    readonly alertmanager?: number
    readonly shop?: number
  }
  /** Where Statusgraph keeps its data. Default: a folder that goes away with this process, as for all the others. */
  readonly statusgraphDir?: string
  /** Of scrapes and evaluations, such as `1s`. */
  readonly interval?: string
  /** Whether incidents come by themselves. Default: no. */
  readonly script?: boolean
  readonly speed?: number
  /** How long the shop has been open and watched, so that charts have a past. Default: not at all. */
  readonly pastMs?: number
  /** Statusgraph's configuration for these addresses, instead of the demo's example. */
  readonly config?: (urls: {
    readonly prometheus: string
    readonly alertmanager: string
    readonly shop: string
  }) => string
  /** Whether Prometheus and Alertmanager nudge Statusgraph. Default: yes. */
  readonly nudges?: boolean
  readonly onLine?: (server: string, line: string) => void
  readonly onUnexpectedEnd?: (server: string, ending: Ending, lines: readonly string[]) => void
}

export interface Stack {
  readonly shop: RunningShop
  readonly prometheus: RunningServer & { readonly dataDir: string }
  readonly alertmanager: RunningServer & { readonly dataDir: string }
  readonly statusgraph: RunningServer & { readonly dataDir: string }
  stop(): Promise<void>
}

/**
 * Starts a shop, a real Prometheus that scrapes it, a real Alertmanager, and Statusgraph.
 *
 * @example
 * const stack = await startStack({ interval: '1s' })
 * await stack.shop.incident('cart-db-down', 'start')
 * await stack.stop()
 */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const ports = {
    statusgraph: options.ports?.statusgraph ?? (await findFreePort()),
    prometheus: options.ports?.prometheus ?? (await findFreePort()),
    alertmanager: options.ports?.alertmanager ?? (await findFreePort()),
    shop: options.ports?.shop ?? (await findFreePort()),
  }
  const urls = {
    prometheus: urlOf(ports.prometheus),
    alertmanager: urlOf(ports.alertmanager),
    shop: urlOf(ports.shop),
  }
  const statusgraphUrl = urlOf(ports.statusgraph)
  const nudged = options.nudges === false ? {} : { statusgraphUrl }
  const common = (name: keyof typeof ports): object => ({
    port: ports[name],
    ...(options.onLine && { onLine: (line: string) => options.onLine?.(name, line) }),
    onUnexpectedEnd: (ending: Ending, lines: readonly string[]) => options.onUnexpectedEnd?.(name, ending, lines),
  })

  const openedAtMs = options.pastMs === undefined ? undefined : Date.now() - options.pastMs
  const starting = [
    startShop({
      ...common('shop'),
      alertmanagerUrl: urls.alertmanager,
      script: options.script ?? false,
      speed: options.speed ?? 1,
      ...(openedAtMs !== undefined && { openedAtMs }),
    }),
    startAlertmanager({ ...common('alertmanager'), ...nudged }),
    startPrometheus({
      ...common('prometheus'),
      ...nudged,
      shopUrl: urls.shop,
      alertmanagerUrls: [urls.alertmanager],
      ...(options.interval !== undefined && { interval: options.interval }),
      ...(openedAtMs !== undefined && { historySinceMs: openedAtMs }),
    }),
    startStatusgraph({
      ...common('statusgraph'),
      ...(options.statusgraphDir !== undefined && { dataDir: options.statusgraphDir }),
      prometheusUrl: urls.prometheus,
      alertmanagerUrls: [urls.alertmanager],
      shopUrl: urls.shop,
      ...(options.config && { config: options.config(urls) }),
    }),
  ] as const
  const stopAll = async (): Promise<void> => {
    const started = await Promise.allSettled(starting)
    await Promise.all(started.map(async (one) => (one.status === 'fulfilled' ? one.value.stop() : undefined)))
  }
  try {
    const [shop, alertmanager, prometheus, statusgraph] = await Promise.all(starting)
    return { shop, alertmanager, prometheus, statusgraph, stop: stopAll }
  } catch (error) {
    await stopAll()
    throw error
  }
}

function urlOf(port: number): string {
  return `http://127.0.0.1:${port}`
}
