import { expect, test } from 'vitest'
import { exportFormats, exportGraph } from './export/index.ts'
import { importers } from './importers.ts'
import { readDiagram } from './read-diagram.ts'
import { fuzz, seedsOf } from './testing/index.ts'

/** `node bench/fuzz-imports.ts` does many more. */
const runs = 150

test.each(importers.map(({ format }) => format))(
  'damaged files of %s give a graph or an error',
  { timeout: 180_000 },
  async (format) => {
    const own = await readDiagram({ text: seedsOf('statusgraph')[0] ?? '' }, { format: 'statusgraph' })
    const exported = own.ok
      ? exportFormats.filter((one) => one === format).map((one) => exportGraph(own.graph, one).text)
      : []
    const files = [...seedsOf(format), ...exported].filter((text) => text.length < 50_000)
    const { failures, read } = await fuzz({ format, files, runs, seed: 1, mostMs: 30_000 })
    expect(failures).toEqual([])
    // A seed that is not read at all would prove nothing.
    expect(read).toBeGreaterThan(0)
  },
)
