import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { importers, readDiagram } from '@statusgraph/importers'
import { describe, expect, test } from 'vitest'
import { readPages, root } from './pages.ts'

/** What each example of the pages on importing becomes; with the choice that its picture shows. */
const examples = [
  { file: 'bakery-c4.puml', page: 'plantuml', nodes: 5, groups: 1, edges: 4 },
  { file: 'bakery-k8s.yaml', page: 'kubernetes', nodes: 7, groups: 2, edges: 6 },
  { file: 'bakery.d2', page: 'd2', nodes: 6, groups: 2, edges: 5 },
  { file: 'bakery.dot', page: 'dot', nodes: 5, groups: 2, edges: 4 },
  { file: 'bakery.drawio', page: 'drawio', nodes: 6, groups: 1, edges: 5 },
  { file: 'bakery.dsl', page: 'structurizr', nodes: 5, groups: 1, edges: 4 },
  { file: 'bakery.excalidraw', page: 'excalidraw', nodes: 5, groups: 1, edges: 4 },
  { file: 'bakery.likec4', page: 'likec4', nodes: 4, groups: 1, edges: 3 },
  { file: 'bakery.mmd', page: 'mermaid', nodes: 8, groups: 2, edges: 7 },
  { file: 'bakery.puml', page: 'plantuml', nodes: 9, groups: 2, edges: 8 },
  { file: 'catalog-info.yaml', page: 'backstage', choice: 'systems', nodes: 5, groups: 1, edges: 4 },
  { file: 'compose.yaml', page: 'compose', choice: 'called', nodes: 5, groups: 2, edges: 5 },
] as const
const folder = join(root, 'docs/how-to/import')
const pages = new Map(readPages().map((page) => [page.file, page]))

describe.each(examples)('the example $file', ({ file, page, nodes, groups, edges, ...more }) => {
  const choice = 'choice' in more ? more.choice : undefined

  test(`becomes ${nodes} nodes in ${groups} groups with ${edges} edges, and nothing of it is lost`, async () => {
    const text = await readFile(join(folder, 'examples', file), 'utf8')
    const result = await readDiagram({ text, name: file }, { choice })
    if (!result.ok) throw new Error(JSON.stringify(result.diagnostics))
    const inside = result.graph.nodes.filter(({ kind }) => kind === 'group')
    expect(result.format).toBe(page)
    expect([result.graph.nodes.length - inside.length, inside.length, result.graph.edges.length]).toEqual([
      nodes,
      groups,
      edges,
    ])
    expect(result.diagnostics.filter(({ kind }) => kind === 'error' || kind === 'lost')).toEqual([])
  })

  test('is shown as it is, and its command has the choice of the picture', async () => {
    const text = await readFile(join(folder, 'examples', file), 'utf8')
    const { blocks = [] } = pages.get(`docs/how-to/import/${page}.md`) ?? pages.get(`how-to/import/${page}.md`) ?? {}
    const shown = blocks.filter(({ kind }) => kind !== 'sh').map((block) => block.text.trim())
    expect(shown.length === 0 || shown.some((one) => text.startsWith(one))).toBe(true)
    const command = blocks.find(({ kind }) => kind === 'sh')?.text ?? ''
    expect(command.includes(`--choice ${choice ?? ''}`)).toBe(choice !== undefined)
  })
})

test('every format of others has a page, with an example that is read here', async () => {
  const formats = importers.map(({ format }) => format).filter((format) => format !== 'statusgraph')
  const files = await readdir(folder)
  expect(files.filter((file) => file.endsWith('.md')).toSorted()).toEqual(formats.map((one) => `${one}.md`).toSorted())
  expect(await readdir(join(folder, 'examples'))).toEqual(examples.map(({ file }) => file))
})
