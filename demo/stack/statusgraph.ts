import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { addressOf, readExample } from './examples.ts'
import { prepareFolder } from './folder.ts'
import { startServer } from './server.ts'
import type { RunningServer, ServerOptions } from './server.ts'

export interface StatusgraphOptions extends ServerOptions {
  readonly prometheusUrl?: string
  /** Every member of the cluster. */
  readonly alertmanagerUrls?: readonly string[]
  readonly shopUrl?: string
  /** The whole configuration as text, instead of the demo's example. */
  readonly config?: string
  readonly dataDir?: string
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

/** Starts the Statusgraph of this checkout. Its configuration lies in `statusgraph.yaml` of {@link dataDir}. */
export async function startStatusgraph(
  options: StatusgraphOptions = {},
): Promise<RunningServer & { readonly dataDir: string }> {
  const dataDir = prepareFolder(options.dataDir, 'data')
  const configFile = join(dataDir, 'statusgraph.yaml')
  await writeFile(configFile, options.config ?? (await readStatusgraphExample(options)))
  const server = await startServer(options, (port) => ({
    name: 'Statusgraph',
    command: join(import.meta.dirname, '../../bin/statusgraph'),
    args: [
      'serve',
      `--config=${configFile}`,
      `--data-dir=${join(dataDir, 'data')}`,
      `--listen=127.0.0.1:${port}`,
      ...(options.args ?? []),
    ],
    ...(options.env && { env: options.env }),
    readyUrl: `http://127.0.0.1:${port}/-/healthy`,
  }))
  return Object.assign(server, { dataDir })
}

async function readStatusgraphExample(options: StatusgraphOptions): Promise<string> {
  const members = options.alertmanagerUrls ?? []
  const example = await readExample('statusgraph.yaml', {
    ...(options.prometheusUrl !== undefined && { 9090: [addressOf(options.prometheusUrl)] }),
    ...(members.length === 1 && { 9093: members.map(addressOf) }),
    ...(options.shopUrl !== undefined && { 9095: [addressOf(options.shopUrl)] }),
  })
  if (members.length < 2) return example
  return example.replace('url: http://127.0.0.1:9093', `name: alertmanager\n    urls: [${members.join(', ')}]`)
}
