import type { BrowserContext, Page } from 'playwright-core'
import { graphDocumentSchema } from '@statusgraph/model'
import { patienceMs } from './visitor.ts'

/** A graph on a server, as a test of its editor sees it. */
export interface EditedGraph {
  readonly id: string
  /** The address of its editor, with the node `cart` selected: arrow keys move it by 1. */
  readonly editorUrl: string
  readonly viewerUrl: string
  /** As the server has it. */
  readonly read: () => Promise<SavedGraph>
  readonly remove: () => Promise<void>
}

export interface SavedGraph {
  readonly revision: number
  readonly nameOf: (node: string) => string | undefined
  /** How far to the right a node stands. */
  readonly placeOf: (node: string) => number | undefined
}

/** Draws a small graph of its own for a test. */
export async function drawGraph(serverUrl: string, id: string): Promise<EditedGraph> {
  const address = `${serverUrl}/api/v1/graphs/${id}`
  const response = await fetch(`${serverUrl}/api/v1/graphs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      version: 1,
      id,
      name: id,
      nodes: [
        { id: 'cart', position: { x: 0, y: 0 } },
        { id: 'orders', kind: 'database', position: { x: 400, y: 0 } },
      ],
      edges: [{ id: 'cart-orders', source: 'cart', target: 'orders' }],
    }),
  })
  if (!response.ok) throw new Error(`the graph was refused: ${await response.text()}`)
  return {
    id,
    editorUrl: `${serverUrl}/graphs/${id}?node=cart&edit`,
    viewerUrl: `${serverUrl}/graphs/${id}`,
    async read() {
      const answer = await fetch(address)
      const { nodes } = graphDocumentSchema.parse(await answer.json())
      const find = (node: string) => nodes.find((one) => one.id === node)
      return {
        revision: Number(answer.headers.get('etag')?.replaceAll('"', '')),
        nameOf: (node) => find(node)?.name,
        placeOf: (node) => find(node)?.position?.x,
      }
    },
    async remove() {
      await fetch(address, { method: 'DELETE' })
    },
  }
}

/** Opens the editor of a graph in a new tab. */
export async function openEditor(context: BrowserContext, graph: EditedGraph): Promise<Page> {
  const page = await context.newPage()
  await page.goto(graph.editorUrl)
  await waitForEditor(page)
  return page
}

/** Waits until the editor is there and says where the work is. */
export async function waitForEditor(page: Page): Promise<void> {
  await savedWords(page).waitFor({ timeout: patienceMs })
}

/** What the bar says about where the work is. */
export function savedWords(page: Page) {
  return page
    .getByRole('banner')
    .getByRole('status')
    .filter({ hasText: /saved|saving|kept|conflict/i })
}

/** Moves the selected node to the right. */
export async function nudge(page: Page, times: number): Promise<void> {
  for (let turn = 0; turn < times; turn++) await page.keyboard.press('ArrowRight')
}
