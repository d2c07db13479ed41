import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startStatusgraph } from '../../demo/stack.ts'
import { findViolations } from './axe.ts'
import { openBrowser } from './browser.ts'
import { visit } from './visitor.ts'

const shop = 'version: 1\nid: shop\nnodes: [{id: checkout}]\n'

test('a configuration that is bad, and a graph file that cannot be read, are said where people look for them', async () => {
  const [browser, server] = await Promise.all([openBrowser(), startStatusgraph({ config: '{}' })])
  try {
    const configFile = join(server.dataDir, 'statusgraph.yaml')
    const graphs = join(server.dataDir, 'graphs')
    await mkdir(graphs)
    await writeFile(join(graphs, 'shop.yml'), shop)
    await writeFile(join(graphs, 'bank.yml'), 'nodes: [')
    await writeFile(configFile, 'provisioning: [graphs]\n')
    await server.restart()
    const visitor = await visit(browser, server.url)
    const { page } = visitor
    await visitor.open('/')
    const unread = page.getByRole('region', { name: /graphs\/bank\.yml cannot be read$/ })
    await unread.getByText('a ] is missing').waitFor()

    await writeFile(configFile, 'provisioning: [graphs]\nupstreem: {}\n')
    for (const path of ['/', '/upstreams', '/graphs/shop']) {
      await visitor.open(path)
      const bad = page.getByRole('region', { name: 'The newest configuration is bad; the one before it is in force' })
      await bad.getByText('unknown key "upstreem", did you mean "upstream"?').waitFor()
      await expect.poll(() => findViolations(page)).toEqual([])
    }

    await writeFile(configFile, 'provisioning: [graphs]\n')
    await page.getByText('The newest configuration is bad').waitFor({ state: 'detached' })
    expect(visitor.troubles).toEqual([])
  } finally {
    await browser.close()
    await server.stop()
  }
}, 180_000)
