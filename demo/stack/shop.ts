import { join } from 'node:path'
import { startServer } from './server.ts'
import type { RunningServer, ServerOptions } from './server.ts'

export interface ShopOptions extends ServerOptions {
  readonly alertmanagerUrl?: string
  /** Whether incidents come by themselves. Default: no, only by hand. */
  readonly script?: boolean
  readonly speed?: number
  /** Default: now. */
  readonly openedAtMs?: number
}

export interface RunningShop extends RunningServer {
  /** Starts or stops an incident by its name (see `demo/incidents/incidents.ts`). */
  incident(name: string, action: 'start' | 'stop'): Promise<void>
  /** Makes one service misbehave, or behave again; `latency?ms=900` and `errors?ratio=0.3` say how much. */
  service(name: string, action: string): Promise<void>
}

export async function startShop(options: ShopOptions = {}): Promise<RunningShop> {
  const server = await startServer(options, (port) => ({
    name: 'shop',
    command: process.execPath,
    args: [
      join(import.meta.dirname, '../shop/main.ts'),
      `--port=${port}`,
      ...(options.alertmanagerUrl === undefined ? [] : [`--alertmanager=${options.alertmanagerUrl}`]),
      options.script ? '--script' : '--no-script',
      `--speed=${options.speed ?? 1}`,
      ...(options.openedAtMs === undefined ? [] : [`--opened-at=${options.openedAtMs}`]),
    ],
    readyUrl: `http://127.0.0.1:${port}/targets`,
  }))
  const post = async (path: string): Promise<void> => {
    const response = await fetch(`${server.url}/${path}`, { method: 'POST' })
    if (!response.ok) throw new Error(`the shop refused ${path}: ${response.status} ${await response.text()}`)
  }
  return Object.assign(server, {
    incident: (name: string, action: 'start' | 'stop') => post(`incidents/${name}/${action}`),
    service: (name: string, action: string) => post(`services/${name}/${action}`),
  })
}
