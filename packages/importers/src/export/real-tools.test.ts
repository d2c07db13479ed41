import { execFile, spawnSync } from 'node:child_process'
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { readGraphText } from '@statusgraph/document-text'
import { parseGraphDocument } from '@statusgraph/model'
import type { GraphDocument } from '@statusgraph/model'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { anyGraph } from '../testing/any-graph.ts'
import { exportGraph } from './index.ts'

const run = promisify(execFile)
const patienceMs = 180_000
/** Names that are hard to write, the same in every run: a tool that refuses one today refuses it tomorrow. */
const graphs = fc.sample(anyGraph, { numRuns: 40, seed: 4 })
const statuses = { at: '2026-11-22T12:00:00.000Z', nodes: { cart: { lamp: 'critical', overlays: [] } } } as const

let folder: string
let shop: GraphDocument

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'statusgraph-tools-'))
  const file = join(import.meta.dirname, '../../../../demo/graph/shop.yaml')
  const read = readGraphText(await readFile(file, 'utf8'), file, 'shop')
  if (!read.ok) throw new Error('the graph of the demo is not good')
  shop = read.graph
})
afterAll(async () => await rm(folder, { recursive: true, force: true }))

function isInstalled(tool: string, ask: string): boolean {
  return spawnSync(tool, [ask]).status === 0
}

/** Writes each graph in a format, and the shop with its lamps. */
async function writeAll(format: 'dot' | 'plantuml', extension: string): Promise<readonly string[]> {
  const texts = [
    ...graphs.map((graph) => exportGraph(graph, format).text),
    exportGraph(shop, format, { statuses }).text,
  ]
  const files = texts.map((_, at) => join(folder, `${format}-${at}${extension}`))
  await Promise.all(files.map(async (file, at) => await writeFile(file, texts[at] ?? '')))
  return files
}

/** The names of the shop that a drawing of it lacks; white space does not count: tools break lines as they like. */
async function missingNames(file: string): Promise<readonly string[]> {
  const svg = await readFile(file, 'utf8')
  const texts = [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text = '']) => text)
  const drawn = texts
    .join('')
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll(/\s/g, '')
  const wanted = [...shop.nodes.map(({ name }) => name), 'critical', statuses.at]
  return wanted.filter((name) => !drawn.includes(name.replaceAll(/\s/g, '')))
}

const hasDot = isInstalled('dot', '-V')
describe.skipIf(!hasDot)(`Graphviz${hasDot ? '' : ' (skipped: dot is not installed)'}`, () => {
  test('draws every graph that leaves, with its names', { timeout: patienceMs }, async () => {
    const files = await writeAll('dot', '.dot')
    await run('dot', ['-Tsvg', '-O', ...files], { maxBuffer: 1 << 24 })
    const drawings = (await readdir(folder)).filter((name) => name.endsWith('.dot.svg'))
    expect(drawings).toHaveLength(files.length)
    expect(await missingNames(`${files.at(-1)}.svg`)).toEqual([])
  })

  test('draws a thousand nodes in groups in groups', { timeout: patienceMs }, async () => {
    const parsed = parseGraphDocument({
      version: 1,
      id: 'thousand',
      nodes: [
        ...Array.from({ length: 50 }, (_, at) => ({
          id: `group-${at}`,
          kind: 'group',
          parent: at % 5 === 0 ? undefined : `group-${at - (at % 5)}`,
        })),
        ...Array.from({ length: 1_000 }, (_, at) => ({ id: `node-${at}`, parent: `group-${at % 50}` })),
      ],
      edges: Array.from({ length: 2_000 }, (_, at) => ({
        source: `node-${at % 1_000}`,
        target: `node-${(at * 7 + 13) % 1_000}`,
      })),
    })
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults))
    const file = join(folder, 'thousand.gv')
    await writeFile(file, exportGraph(parsed.graph, 'dot').text)
    const { stdout } = await run('dot', ['-Tplain', file], { maxBuffer: 1 << 26 })
    expect(stdout.match(/^node /gm)).toHaveLength(1_000)
  })
})

const hasPlantuml = isInstalled('plantuml', '-version')
describe.skipIf(!hasPlantuml)(`PlantUML${hasPlantuml ? '' : ' (skipped: plantuml is not installed)'}`, () => {
  test('draws every graph that leaves, with its names', { timeout: patienceMs }, async () => {
    const files = await writeAll('plantuml', '.puml')
    // It ends with an error when it understands a line of any file otherwise than as a diagram.
    await run('plantuml', ['-tsvg', ...files], { maxBuffer: 1 << 24 })
    expect(await missingNames((files.at(-1) ?? '').replace('.puml', '.svg'))).toEqual([])
  })
})
