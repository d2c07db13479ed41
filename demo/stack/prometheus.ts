import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { findTool } from '../../scripts/tools/find-tool.ts'
import { addressOf, readExample } from './examples.ts'
import { prepareFolder } from './folder.ts'
import { writeHistory } from './history.ts'
import { startServer } from './server.ts'
import type { RunningServer, ServerOptions } from './server.ts'

export interface PrometheusOptions extends ServerOptions {
  readonly shopUrl?: string
  /** Every member of a cluster. */
  readonly alertmanagerUrls?: readonly string[]
  /** Gets every alert as a nudge. */
  readonly statusgraphUrl?: string
  /** Of scrapes and evaluations. Default: as the example says. */
  readonly interval?: string
  /** The whole configuration and the rules as text, instead of the demo's examples. */
  readonly config?: string
  readonly rules?: string
  readonly dataDir?: string
  /** When the shop opened: Prometheus then knows what it could have scraped since. Default: it knows nothing. */
  readonly historySinceMs?: number
  readonly args?: readonly string[]
}

/** Starts a real Prometheus. Its configuration lies in `prometheus.yml` and `rules.yml` of {@link dataDir}. */
export async function startPrometheus(
  options: PrometheusOptions = {},
): Promise<RunningServer & { readonly dataDir: string }> {
  const tool = await findTool('prometheus')
  const dataDir = prepareFolder(options.dataDir, 'prometheus')
  const addresses = {
    8000: options.statusgraphUrl === undefined ? [] : [addressOf(options.statusgraphUrl)],
    9093: (options.alertmanagerUrls ?? []).map(addressOf),
    ...(options.shopUrl !== undefined && { 9095: [addressOf(options.shopUrl)] }),
  }
  const config = options.config ?? (await readExample('prometheus/prometheus.yml', addresses))
  await writeFile(join(dataDir, 'prometheus.yml'), withInterval(config, options.interval))
  await writeFile(join(dataDir, 'rules.yml'), options.rules ?? (await readExample('prometheus/rules.yml', addresses)))
  if (options.historySinceMs !== undefined) {
    await writeHistory(join(dataDir, 'series'), options.historySinceMs, Date.now())
  }
  const server = await startServer(options, (port) => ({
    name: 'Prometheus',
    command: tool.path,
    args: [
      `--config.file=${join(dataDir, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(dataDir, 'series')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--web.enable-lifecycle',
      // How often what was discovered is taken over; usually 5s, which is long in a demo.
      '--scrape.discovery-reload-interval=1s',
      '--log.level=warn',
      ...(options.args ?? []),
    ],
    env: tool.env,
    cwd: tool.cwd,
    readyUrl: `http://127.0.0.1:${port}/-/ready`,
  }))
  return Object.assign(server, { dataDir })
}

function withInterval(config: string, interval: string | undefined): string {
  if (interval === undefined) return config
  return config.replaceAll(/((?:scrape|evaluation)_interval): \S+/g, (_, key: string) => `${key}: ${interval}`)
}
