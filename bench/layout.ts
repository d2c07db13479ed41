// What an automatic layout costs: the page's own two ways against dagre and against ELK as it comes, on the same graphs
// in the same run. Usage: node layout.ts [--nodes 50,200,1000,5000] [--patience 60]
import { once } from 'node:events'
import { parseArgs } from 'node:util'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { Graph, layout } from '@dagrejs/dagre'
import { parseGraphDocument } from '@statusgraph/model'
import type { GraphDocument } from '@statusgraph/model'
import { inProcessEngines, layOutWith } from '@statusgraph/web/layout'
import Elk from 'elkjs'
import { z } from 'zod'

const engines = ['ours, compact', 'ours, to the right', 'plain ELK', 'dagre'] as const
type Engine = (typeof engines)[number]

const size = { width: 176, height: 56 }
const jobSchema = z.object({ engine: z.enum(engines), nodes: z.number(), membersPerGroup: z.number() })
type Job = z.output<typeof jobSchema>

if (isMainThread) await printTable()
else parentPort?.postMessage(await measure(jobSchema.parse(workerData)), [])

async function printTable(): Promise<void> {
  const { values } = parseArgs({ options: { nodes: { type: 'string' }, patience: { type: 'string' } } })
  const patienceMs = Number(values.patience ?? 60) * 1_000
  const counts = (values.nodes ?? '50,200,1000,5000').split(',').map(Number)
  console.log('ms to lay out a random graph of services, and times as long as our compact one\n')
  console.log(`${'nodes'.padStart(6)}  groups  ${engines.map((engine) => engine.padStart(20)).join('')}`)
  const beaten = new Set<string>()
  for (const membersPerGroup of [0, 10])
    for (const nodes of counts) {
      let floorMs: number | undefined
      const cells: string[] = []
      for (const engine of engines) {
        // Whoever lost patience at fewer nodes is not waited for again.
        const ms = beaten.has(`${engine} ${membersPerGroup}`)
          ? undefined
          : await timeOut({ engine, nodes, membersPerGroup }, patienceMs)
        if (ms === undefined) beaten.add(`${engine} ${membersPerGroup}`)
        floorMs ??= ms
        cells.push(
          ms === undefined ? `> ${patienceMs / 1_000} s` : `${ms.toFixed(0)} (${(ms / (floorMs ?? ms)).toFixed(1)})`,
        )
      }
      const groups = membersPerGroup === 0 ? 'none' : `of ${membersPerGroup}`
      console.log(
        `${String(nodes).padStart(6)}  ${groups.padStart(6)}  ${cells.map((cell) => cell.padStart(20)).join('')}`,
      )
    }
}

/** Runs one job in a thread, because only a thread can be ended; undefined when patience ends first. */
async function timeOut(job: Job, patienceMs: number): Promise<number | undefined> {
  const worker = new Worker(new URL(import.meta.url), {
    workerData: job,
    resourceLimits: { maxOldGenerationSizeMb: 3_000 },
  })
  const patience = AbortSignal.timeout(patienceMs)
  try {
    const [ms]: readonly unknown[] = await once(worker, 'message', { signal: patience })
    return z.number().parse(ms)
  } catch (error) {
    if (patience.aborted) return undefined
    throw error
  } finally {
    await worker.terminate()
  }
}

/** The second of two runs: the first one loads and warms up, with a small graph. */
async function measure({ engine, nodes, membersPerGroup }: Job): Promise<number> {
  await run(engine, draw(20, membersPerGroup))
  const graph = draw(nodes, membersPerGroup)
  const startedAt = performance.now()
  await run(engine, graph)
  return performance.now() - startedAt
}

async function run(engine: Engine, graph: GraphDocument): Promise<void> {
  switch (engine) {
    case 'ours, compact':
    case 'ours, to the right': {
      const boxes = new Map(graph.nodes.map(({ id }) => [id, { x: 0, y: 0, ...size }]))
      const direction = engine === 'ours, compact' ? 'compact' : 'right'
      const work = { signal: new AbortController().signal, onProgress: () => undefined }
      await layOutWith(inProcessEngines, graph, { direction, boxes }, work)
      return
    }
    case 'plain ELK':
      await runElk(graph)
      return
    case 'dagre':
      runDagre(graph)
  }
}

async function runElk({ nodes, edges }: GraphDocument): Promise<void> {
  const childrenOf = (parent: string | undefined) => nodes.filter((node) => node.parent === parent)
  await new Elk.default().layout({
    id: 'root',
    layoutOptions: { 'elk.algorithm': 'layered', 'elk.hierarchyHandling': 'INCLUDE_CHILDREN' },
    children: childrenOf(undefined).map((node) =>
      node.kind === 'group'
        ? { id: node.id, children: childrenOf(node.id).map(({ id }) => ({ id, ...size })) }
        : { id: node.id, ...size },
    ),
    edges: edges.map(({ id, source, target }) => ({ id, sources: [source], targets: [target] })),
  })
}

function runDagre({ nodes, edges }: GraphDocument): void {
  const sheet = new Graph({ compound: true, multigraph: true })
  sheet.setGraph({ rankdir: 'LR' })
  sheet.setDefaultEdgeLabel(() => ({}))
  for (const { id, kind } of nodes) sheet.setNode(id, kind === 'group' ? {} : { ...size })
  for (const { id, parent } of nodes) if (parent !== undefined) sheet.setParent(id, parent)
  for (const { id, source, target } of edges) sheet.setEdge(source, target, {}, id)
  layout(sheet)
}

/** Twice as many edges as nodes, most of them within a group; the same at every run. */
function draw(count: number, membersPerGroup: number): GraphDocument {
  let seed = 1
  const random = (below: number): number => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff
    return seed % below
  }
  const groups = membersPerGroup === 0 ? 0 : Math.ceil(count / membersPerGroup)
  const pick = (at: number): number => {
    if (membersPerGroup === 0 || random(4) === 0) return random(count)
    const first = Math.floor(at / membersPerGroup) * membersPerGroup
    return Math.min(count - 1, first + random(membersPerGroup))
  }
  const parsed = parseGraphDocument({
    version: 1,
    id: 'random',
    nodes: [
      ...Array.from({ length: groups }, (_, at) => ({ id: `g${at}`, kind: 'group' })),
      ...Array.from({ length: count }, (_, at) => ({
        id: `n${at}`,
        ...(groups === 0 ? {} : { parent: `g${Math.floor(at / membersPerGroup)}` }),
      })),
    ],
    edges: Array.from({ length: count * 2 }, () => {
      const from = random(count)
      const to = pick(from)
      return { source: `n${Math.min(from, to)}`, target: `n${Math.max(from, to)}` }
    }).filter(({ source, target }) => source !== target),
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults))
  return parsed.graph
}
