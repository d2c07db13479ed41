import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Where the servers of a stack are, as `host:port`, by the port that the examples give them. */
export interface Addresses {
  /** Statusgraph. */
  readonly 8000: readonly string[]
  /** Prometheus. */
  readonly 9090: readonly string[]
  /** Alertmanager, every member. */
  readonly 9093: readonly string[]
  /** The shop. */
  readonly 9095: readonly string[]
}

/**
 * Reads one of the demo's example files with the addresses of a stack in the place of the usual ones; several stand as
 * a list. The files themselves stay what a person would write, and are what is tested.
 */
export async function readExample(file: string, addresses: Partial<Addresses>): Promise<string> {
  const text = await readFile(join(import.meta.dirname, '..', file), 'utf8')
  // All at once, so that an address that was put in is never taken for a usual one.
  return text.replaceAll(
    /(['"]?)127\.0\.0\.1:(8000|9090|9093|9095)\b\1/g,
    (usual, quote: string, port: '8000' | '9090' | '9093' | '9095') =>
      addresses[port]?.map((address) => `${quote}${address}${quote}`).join(', ') ?? usual,
  )
}

/** `host:port` of a URL. */
export function addressOf(url: string): string {
  return new URL(url).host
}
