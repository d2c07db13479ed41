import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parse } from 'yaml'
import { z } from 'zod'

const patienceMs = 90_000

/** The drawn graph of the shop, as plain data. */
export async function readShopGraph(): Promise<unknown> {
  return readGraph('shop')
}

/** Gives Statusgraph the drawn graph of the shop. */
export async function drawShop(statusgraphUrl: string): Promise<void> {
  await giveGraph(statusgraphUrl, 'shop')
}

/** Gives Statusgraph a graph of the shop that draws itself from what is discovered. */
export async function discoverShop(statusgraphUrl: string): Promise<void> {
  await giveGraph(statusgraphUrl, 'discovered')
}

async function readGraph(id: 'shop' | 'discovered'): Promise<unknown> {
  return parse(await readFile(join(import.meta.dirname, `../graph/${id}.yaml`), 'utf8'))
}

/** A graph that is there already is left alone: what somebody moved there stays where it is. */
async function giveGraph(statusgraphUrl: string, id: 'shop' | 'discovered'): Promise<void> {
  const existing = await fetch(`${statusgraphUrl}/api/v1/graphs/${id}`)
  await existing.body?.cancel()
  if (existing.ok) return
  const response = await fetch(`${statusgraphUrl}/api/v1/graphs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(await readGraph(id)),
  })
  if (!response.ok) throw new Error(`Statusgraph refused the graph ${id}: ${await response.text()}`)
}

/** Waits until a Statusgraph that is started elsewhere answers. */
export async function waitUntilServing(statusgraphUrl: string, signal: AbortSignal): Promise<void> {
  const giveUp = AbortSignal.timeout(patienceMs)
  for (;;) {
    signal.throwIfAborted()
    const response = await fetch(`${statusgraphUrl}/-/ready`).catch(() => undefined)
    await response?.body?.cancel()
    if (response?.ok === true) return
    if (giveUp.aborted) throw new Error(`after ${patienceMs / 1_000} s nobody serves at ${statusgraphUrl}`)
    await sleep(200, undefined, { signal })
  }
}

const snapshotSchema = z.object({
  nodes: z.record(z.string(), z.object({ lamp: z.string(), overlays: z.array(z.object({ kind: z.string() })) })),
})

/** Waits until every node has a lamp from fresh evidence. */
export async function waitUntilColoured(statusgraphUrl: string, signal: AbortSignal): Promise<void> {
  const giveUp = AbortSignal.timeout(patienceMs)
  for (;;) {
    signal.throwIfAborted()
    const uncoloured = await listUncoloured(statusgraphUrl)
    if (uncoloured.length === 0) return
    if (giveUp.aborted) {
      throw new Error(`after ${patienceMs / 1_000} s there is still no fresh evidence for ${uncoloured.join(', ')}`)
    }
    await sleep(200, undefined, { signal })
  }
}

const sourcesSchema = z.array(z.object({ state: z.string(), edges: z.number() }))

/** Waits until the sources of discovery have told what they know. */
export async function waitUntilDiscovered(statusgraphUrl: string, signal: AbortSignal): Promise<void> {
  const giveUp = AbortSignal.timeout(patienceMs)
  for (;;) {
    signal.throwIfAborted()
    const response = await fetch(`${statusgraphUrl}/api/v1/topology/sources`)
    const sources = sourcesSchema.parse(await response.json())
    if (sources.length > 0 && sources.every(({ state, edges }) => state === 'ok' && edges > 0)) return
    if (giveUp.aborted) throw new Error(`after ${patienceMs / 1_000} s nothing was discovered`)
    await sleep(200, undefined, { signal })
  }
}

async function listUncoloured(statusgraphUrl: string): Promise<readonly string[]> {
  const response = await fetch(`${statusgraphUrl}/api/v1/graphs/shop/status`)
  if (!response.ok) throw new Error(`Statusgraph gives no status of the shop: ${await response.text()}`)
  const { nodes } = snapshotSchema.parse(await response.json())
  const all = Object.entries(nodes)
  if (all.length === 0) return ['the whole graph']
  return all
    .filter(([, { lamp, overlays }]) => lamp === 'unknown' || overlays.some(({ kind }) => kind === 'stale'))
    .map(([id]) => id)
}
