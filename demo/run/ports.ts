import { findFreePort, isPortFree } from '../stack/ports.ts'

export interface DemoPorts {
  readonly statusgraph: number
  readonly prometheus: number
  readonly alertmanager: number
  readonly shop: number
}

/**
 * The usual ports, moved by the environment. Statusgraph's own is a promise, so it is an error when it is taken. The
 * others step aside on their own: a machine may well have a Prometheus of its own.
 */
export async function choosePorts(
  environment: Readonly<Record<string, string | undefined>>,
  say: (line: string) => void,
): Promise<DemoPorts> {
  const given = new Set<number>()
  const choose = async (what: string, variable: string, usual: number, mayMove: boolean): Promise<number> => {
    const wanted = environment[variable]
    const port = wanted === undefined || wanted === '' ? usual : Number(wanted)
    if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Error(`${variable}=${wanted} is not a port`)
    if (!given.has(port) && (await isPortFree(port))) {
      given.add(port)
      return port
    }
    if (wanted || !mayMove) throw new Error(`port ${port} is taken; ${variable} gives ${what} another one`)
    const other = await findFreePort()
    say(`port ${port} is taken, so ${what} is on ${other}; ${variable} chooses one`)
    return other
  }
  return {
    statusgraph: await choose('Statusgraph', 'STATUSGRAPH_DEMO_PORT', 8000, false),
    prometheus: await choose('Prometheus', 'STATUSGRAPH_DEMO_PROMETHEUS_PORT', 9090, true),
    alertmanager: await choose('Alertmanager', 'STATUSGRAPH_DEMO_ALERTMANAGER_PORT', 9093, true),
    shop: await choose('the shop', 'STATUSGRAPH_DEMO_SHOP_PORT', 9095, true),
  }
}
