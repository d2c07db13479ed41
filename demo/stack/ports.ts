import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

/** Below the range from which systems number outgoing connections, so that none of these takes a port meanwhile. */
const firstPort = 20_000
const lastPort = 32_000
const handedOut = new Set<number>()

/** A port on loopback that is free now and that nobody else in this process was given. */
export async function findFreePort(): Promise<number> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const port = randomInt(firstPort, lastPort)
    if (handedOut.has(port)) continue
    handedOut.add(port)
    if (await isPortFree(port)) return port
  }
  throw new Error(`no port from ${firstPort} to ${lastPort} is free`)
}

/** Whether a server could listen on this port of loopback. */
export function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}
