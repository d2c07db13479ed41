import { parseGraphDocument } from '@statusgraph/model'
import type { GraphDocument } from '@statusgraph/model'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { importers } from '../importers.ts'
import { readDiagram } from '../read-diagram.ts'
import { anyGraph } from '../testing/any-graph.ts'
import { view } from '../testing/graph-view.ts'
import { exportGraph } from './index.ts'

const formats = ['statusgraph', 'dot', 'mermaid', 'plantuml', 'd2', 'drawio'] as const
/** Formats in which a group without members is a shape like any other. */
const withoutEmptyGroups = new Set<string>(['plantuml', 'd2', 'drawio'])

async function readAgain(graph: GraphDocument, format: (typeof formats)[number]): Promise<GraphDocument> {
  const { text, extension } = exportGraph(graph, format)
  const result = await readDiagram({ text, name: `any${extension}` }, { format })
  if (!result.ok) throw new Error(`${JSON.stringify(result.diagnostics)}\n${text}`)
  return result.graph
}

for (const format of formats) {
  const isReadable = importers.some((importer) => importer.format === format)
  describe.skipIf(!isReadable)(`${format}${isReadable ? '' : ' (skipped: it cannot be read yet)'}`, () => {
    test('what leaves comes back with its nodes, groups, edges and labels', { timeout: 120_000 }, async () => {
      await fc.assert(
        fc.asyncProperty(anyGraph, async (graph) => {
          const hasEmptyGroups = !withoutEmptyGroups.has(format)
          expect(view(await readAgain(graph, format), hasEmptyGroups)).toEqual(view(graph, hasEmptyGroups))
        }),
        { numRuns: format === 'd2' ? 50 : 200 },
      )
    })

    test('nodes keep their ids where these are plain', { timeout: 60_000 }, async () => {
      const again = await readAgain(shop, format)
      const ids = again.nodes.map(({ id }) => id.split(/[./]/).at(-1))
      expect(ids).toEqual(expect.arrayContaining(['checkout', 'orders_db', 'cart2']))
    })
  })
}

const parsed = parseGraphDocument({
  version: 1,
  id: 'shop',
  nodes: [
    { id: 'payments', kind: 'group' },
    { id: 'checkout', parent: 'payments' },
    { id: 'orders_db', kind: 'database' },
    { id: 'cart2', name: 'Cart' },
  ],
  edges: [{ source: 'checkout', target: 'orders_db', label: 'SQL' }],
})
if (!parsed.ok) throw new Error('the graph of this test is not good')
const shop = parsed.graph
