import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { findTool } from '../../scripts/tools/find-tool.ts'
import { addressOf, readExample } from './examples.ts'
import { prepareFolder } from './folder.ts'
import { findFreePort } from './ports.ts'
import { startServer } from './server.ts'
import type { RunningServer, ServerOptions } from './server.ts'

export interface AlertmanagerOptions extends ServerOptions {
  /** Gets every change as a nudge. Default: nobody does. */
  readonly statusgraphUrl?: string
  /** The whole configuration as text, instead of the demo's example. */
  readonly config?: string
  readonly dataDir?: string
  /** Makes it a member of a cluster: its own port for that, and `host:port` of the other members. */
  readonly cluster?: { readonly port: number; readonly peers: readonly string[] }
  readonly args?: readonly string[]
}

/** Starts a real Alertmanager. Its configuration lies in `alertmanager.yml` of {@link dataDir}. */
export async function startAlertmanager(
  options: AlertmanagerOptions = {},
): Promise<RunningServer & { readonly dataDir: string }> {
  const tool = await findTool('prometheus-alertmanager')
  const dataDir = prepareFolder(options.dataDir, 'alertmanager')
  const nudged = options.statusgraphUrl === undefined ? nobody : addressOf(options.statusgraphUrl)
  const config = options.config ?? (await readExample('alertmanager/alertmanager.yml', { 8000: [nudged] }))
  await writeFile(join(dataDir, 'alertmanager.yml'), config)
  const { cluster } = options
  const server = await startServer(options, (port) => ({
    name: 'Alertmanager',
    command: tool.path,
    args: [
      `--config.file=${join(dataDir, 'alertmanager.yml')}`,
      `--storage.path=${join(dataDir, 'state')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--log.level=warn',
      ...(cluster === undefined
        ? ['--cluster.listen-address=']
        : [
            `--cluster.listen-address=127.0.0.1:${cluster.port}`,
            `--cluster.advertise-address=127.0.0.1:${cluster.port}`,
            ...cluster.peers.map((peer) => `--cluster.peer=${peer}`),
            '--cluster.settle-timeout=2s',
          ]),
      ...(options.args ?? []),
    ],
    env: tool.env,
    cwd: tool.cwd,
    readyUrl: `http://127.0.0.1:${port}/-/ready`,
  }))
  return Object.assign(server, { dataDir })
}

/** Starts several Alertmanagers that know each other. */
export async function startAlertmanagerCluster(
  size: number,
  options: Omit<AlertmanagerOptions, 'port' | 'cluster' | 'dataDir'> = {},
): Promise<readonly RunningServer[]> {
  const ports = await Promise.all(Array.from({ length: size }, () => findFreePort()))
  return Promise.all(
    ports.map((port) => {
      const peers = ports.filter((other) => other !== port).map((other) => `127.0.0.1:${other}`)
      return startAlertmanager({ ...options, cluster: { port, peers } })
    }),
  )
}

/** Nobody listens there: the discard port. */
const nobody = '127.0.0.1:9'
