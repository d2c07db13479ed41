// How much of real diagrams of others is found, for each format: precision and recall of nodes, edges and groups
// against the manifests beside the repository. Usage: node corpus.ts [format…] [--files] [--wrong 20] [--corpus DIR]
import { parseArgs } from 'node:util'
import { importers } from '@statusgraph/importers'
import { precisionOf, recallOf, scoreCorpus } from '@statusgraph/importers/testing'
import type { CorpusScore, FileScore, Tally } from '@statusgraph/importers/testing'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { files: { type: 'boolean' }, wrong: { type: 'string' }, corpus: { type: 'string' } },
})
const mostWrong = Number(values.wrong ?? 0)

printRow('', ['nodes P', 'R', 'edges P', 'R', 'groups P', 'R', 'slowest, ms'])
for (const importer of importers) {
  if (positionals.length > 0 && !positionals.includes(importer.format)) continue
  const score = await scoreCorpus(importer, values.corpus)
  if (score.files.length === 0) continue
  const slowest = score.files.reduce((a, b) => (b.cpuMs > a.cpuMs ? b : a))
  printRow(`${importer.format} (${score.files.length})`, [...shares(score), slowest.cpuMs.toFixed(0)])
  if (values.files === true || mostWrong > 0) for (const file of score.files) printFile(file)
}

function printFile(file: FileScore): void {
  const wrong = [file.nodes, file.edges, file.groups].flatMap(({ missing, extra }) => [...missing, ...extra])
  const errors = file.diagnostics.filter(({ kind }) => kind === 'error')
  if (values.files === true || wrong.length > 0 || errors.length > 0) {
    printRow(`  ${file.file}`, [...shares(file), file.cpuMs.toFixed(0)])
  }
  for (const { line, message } of errors)
    console.log(`    error${line === undefined ? '' : `, line ${line}`}: ${message}`)
  for (const what of ['nodes', 'edges', 'groups'] as const) {
    for (const missing of file[what].missing.slice(0, mostWrong)) console.log(`    ${what} - ${missing}`)
    for (const extra of file[what].extra.slice(0, mostWrong)) console.log(`    ${what} + ${extra}`)
  }
}

function shares({ nodes, edges, groups }: Pick<CorpusScore, 'nodes' | 'edges' | 'groups'>): readonly string[] {
  const share = (tally: Tally): readonly string[] => [precisionOf(tally).toFixed(3), recallOf(tally).toFixed(3)]
  return [...share(nodes), ...share(edges), ...share(groups)]
}

function printRow(name: string, cells: readonly string[]): void {
  console.log([name.slice(0, 60).padEnd(60), ...cells.map((cell) => cell.padStart(10))].join(' '))
}
