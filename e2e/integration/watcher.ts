import { isStale } from '@statusgraph/model'
import type { NodeStatus } from '@statusgraph/model'
import { createClient } from '@statusgraph/protocol'
import { setTimeout as sleep } from 'node:timers/promises'

/** A lamp with its overlays in short, as `critical`, `ok+stale` or `muted+impacted`. */
export type Look = string

/** One change of one node, as a viewer of the stream saw it. */
interface Sight {
  readonly atMs: number
  readonly node: string
  readonly status: NodeStatus
}

/** Somebody who looks at a graph by its stream and forgets nothing. */
export interface Watcher {
  /** How the node looks now; undefined before the first snapshot. */
  look(node: string): Look | undefined
  status(node: string): NodeStatus | undefined
  /** Every look of the node so far, oldest first, without repetitions. */
  looks(node: string): readonly Look[]
  /** Looks seen since a moment of `performance.now()`. */
  looksSince(node: string, sinceMs: number): readonly Look[]
  /** Waits until the node looks so; on giving up it tells everything that was seen. */
  waitFor(node: string, look: Look | RegExp, withinMs?: number): Promise<void>
  stop(): Promise<void>
}

/** Reads the stream of a graph as a browser does, coming back whenever it ends. */
export function watch(serverUrl: string, graph: string): Watcher {
  const ended = new AbortController()
  const latest = new Map<string, NodeStatus>()
  const sights: Sight[] = []
  const note = (node: string, status: NodeStatus | null): void => {
    if (status === null) latest.delete(node)
    else {
      latest.set(node, status)
      sights.push({ atMs: performance.now(), node, status })
    }
  }
  const reading = readForEver(`${serverUrl}/api/v1/graphs/${graph}/events`, ended.signal, note)
  const looksSince = (node: string, sinceMs: number): readonly Look[] => {
    const looks = sights
      .filter((sight) => sight.node === node && sight.atMs >= sinceMs)
      .map(({ status }) => lookOf(status))
    return looks.filter((look, index) => look !== looks[index - 1])
  }
  const look = (node: string): Look | undefined => {
    const status = latest.get(node)
    return status && lookOf(status)
  }
  return {
    look,
    looksSince,
    looks: (node) => looksSince(node, 0),
    status: (node) => latest.get(node),
    async waitFor(node, wanted, withinMs = 45_000) {
      const matches = (seen: Look): boolean => (typeof wanted === 'string' ? seen === wanted : wanted.test(seen))
      for (const giveUp = AbortSignal.timeout(withinMs); ; await sleep(20)) {
        const seen = look(node)
        if (seen !== undefined && matches(seen)) return
        if (giveUp.aborted) {
          const story = JSON.stringify({ looks: looksSince(node, 0), reasons: latest.get(node)?.reasons }, null, 1)
          throw new Error(`${node} did not become ${String(wanted)} within ${withinMs} ms: ${story}`)
        }
      }
    },
    async stop() {
      ended.abort()
      await reading
    },
  }
}

/** Whether somebody who saw this would think that all is well. */
export function isGreen(look: Look): boolean {
  return /^ok(?!.*stale)/.test(look)
}

/** A lamp with what makes it doubtful; rings that come and go beside it do not count. */
function lookOf(status: NodeStatus): Look {
  return isStale(status) ? `${status.lamp}+stale` : status.lamp
}

async function readForEver(
  url: string,
  signal: AbortSignal,
  note: (node: string, status: NodeStatus | null) => void,
): Promise<void> {
  while (!signal.aborted) {
    try {
      const response = await fetch(url, { signal })
      if (response.ok && response.body) await readEvents(response.body, note)
    } catch {
      // The server is away: a viewer comes back.
    }
    await sleep(50, undefined, { signal }).catch(() => undefined)
  }
}

async function readEvents(
  body: ReadableStream<Uint8Array>,
  note: (node: string, status: NodeStatus | null) => void,
): Promise<void> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true })
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      readEvent(text.slice(0, end), note)
      text = text.slice(end + 2)
    }
  }
}

function readEvent(event: string, note: (node: string, status: NodeStatus | null) => void): void {
  const lines = event.split('\n')
  const kind = lines.find((line) => line.startsWith('event: '))?.slice('event: '.length)
  if (kind !== 'snapshot' && kind !== 'delta') return
  const data = lines.filter((line) => line.startsWith('data: ')).map((line) => line.slice('data: '.length))
  const { nodes }: { nodes: Record<string, NodeStatus | null> } = JSON.parse(data.join('\n'))
  for (const [node, status] of Object.entries(nodes)) note(node, status)
}

/** Draws a graph through the API. */
export async function draw(serverUrl: string, id: string, services: readonly string[]): Promise<void> {
  const nodes = services.map((service) => ({ id: service, name: service }))
  await createClient(serverUrl).createGraph({ version: 1, id, nodes })
}
