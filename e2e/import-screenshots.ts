// The pictures of the pages on importing: each example as the live map that it becomes. Needs the page built.
// Usage: node e2e/import-screenshots.ts [format…]
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createClient } from '@statusgraph/protocol'
import { startStack } from '../demo/stack.ts'
import { openBrowser } from './browser/browser.ts'
import { visit } from './browser/visitor.ts'
import { takePicture } from './take-picture.ts'

const docs = join(import.meta.dirname, '../docs')
const mostBytes = 120_000

interface Example {
  readonly format: string
  readonly file: string
  /** Of a file with several diagrams; default: the first. */
  readonly choice?: string
}

const examples: readonly Example[] = [
  { format: 'backstage', file: 'catalog-info.yaml', choice: 'systems' },
  { format: 'compose', file: 'compose.yaml', choice: 'called' },
  { format: 'd2', file: 'bakery.d2' },
  { format: 'dot', file: 'bakery.dot' },
  { format: 'drawio', file: 'bakery.drawio' },
  { format: 'excalidraw', file: 'bakery.excalidraw' },
  { format: 'kubernetes', file: 'bakery-k8s.yaml' },
  { format: 'likec4', file: 'bakery.likec4' },
  { format: 'mermaid', file: 'bakery.mmd' },
  { format: 'plantuml', file: 'bakery.puml' },
  { format: 'structurizr', file: 'bakery.dsl' },
]

/** What the parts of the bakery are bound to here: services of the demo's shop, by their names in small letters. */
const services: Readonly<Record<string, string>> = {
  customer: 'load-gen.svc',
  'content network': 'cdn.eu',
  bakery: 'edge.svc',
  web: 'frontend.svc',
  'web shop': 'frontend.svc',
  checkout: 'checkout.svc',
  'checkout /create /pay': 'checkout.svc',
  catalogue: 'catalog.svc',
  orders: 'orders.svc',
  'orders api': 'orders.svc',
  db: 'cart-db.svc',
  'orders database': 'cart-db.svc',
  queue: 'email.svc',
  'baking queue': 'email.svc',
  oven: 'shipping-portal.svc',
  'oven control': 'shipping-portal.svc',
  'payment provider': 'payment.svc',
}

const names = new Set(process.argv.slice(2))
const stack = await startStack({ interval: '1s' })
const browser = await openBrowser()
try {
  for (const example of examples) if (names.size === 0 || names.has(example.format)) await show(example)
} finally {
  await browser.close()
  await stack.stop()
}

/** Brings the example as a person would by HTTP, bound to services, and looks at the map. */
async function show({ format, file, choice }: Example): Promise<void> {
  const { url } = stack.statusgraph
  const client = createClient(url)
  const content = await readFile(join(docs, 'how-to/import/examples', file), 'utf8')
  const imported = await client.importDiagram({ content, name: file }, choice === undefined ? {} : { choice })
  const { id: _, ...graph } = imported.graph
  const nodes = graph.nodes.map((node) => {
    const service = services[node.name.toLowerCase()]
    return service === undefined ? node : { ...node, services: [service] }
  })
  const orders = nodes.find(({ name }) => /^orders$/i.test(name))
  const created = await client.createGraph({ ...graph, nodes, name: `Bakery, from ${file}` })
  const look = { viewport: { width: 1_000, height: 560 }, colorScheme: 'light', locale: 'en-GB' } as const
  const visitor = await visit(browser, url, { ...look, reducedMotion: 'reduce' })
  await visitor.open(`/graphs/${created.graph.id}`)
  await visitor.see(orders?.id ?? '', 'ok')
  await takePicture(visitor, join(docs, 'screenshots/import', `${format}.png`), mostBytes)
  await visitor.leave()
}
