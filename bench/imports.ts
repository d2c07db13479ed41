// What it costs to read a diagram of so many nodes in each format, against JSON.parse of the graph that comes of it.
// Usage: node imports.ts [format…] [--nodes 1000] [--rounds 5]
import { parseArgs } from 'node:util'
import { importFormats, readDiagram } from '@statusgraph/importers'
import type { GraphDocument } from '@statusgraph/model'
import { writeDiagrams } from './imports/write-diagrams.ts'
import { measureCpu } from './measure-cpu.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { nodes: { type: 'string' }, rounds: { type: 'string' } },
})
const services = Number(values.nodes ?? 1_000)
const rounds = Number(values.rounds ?? 5)
const measure = measureCpu(rounds)
const diagrams = writeDiagrams(services)

console.log(`diagrams of ${services} services, each calling two others; median CPU of ${rounds} rounds, in ms\n`)
printRow('', ['KB', 'nodes', 'edges', 'read', 'JSON.parse', 'ratio'])
for (const format of importFormats) {
  if (positionals.length > 0 && !positionals.includes(format)) continue
  const text = diagrams[format]
  const graph = await read(text)
  const json = JSON.stringify(graph)
  const parseMs = await measure((): unknown => JSON.parse(json))
  const readMs = await measure(() => read(text))
  printRow(format, [
    (text.length / 1024).toFixed(0),
    String(graph.nodes.length),
    String(graph.edges.length),
    readMs.toFixed(0),
    parseMs.toFixed(1),
    (readMs / parseMs).toFixed(0),
  ])
}

async function read(text: string): Promise<GraphDocument> {
  const result = await readDiagram({ text })
  // A benchmark of a reader that reads nothing would be fast.
  if (!result.ok || result.graph.nodes.length < services)
    throw new Error(JSON.stringify(result.diagnostics.slice(0, 3)))
  return result.graph
}

function printRow(name: string, cells: readonly string[]): void {
  console.log([name.padEnd(14), ...cells.map((cell) => cell.padStart(11))].join(' '))
}
