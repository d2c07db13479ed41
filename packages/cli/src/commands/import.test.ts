import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startCommand } from '../testing/process.ts'

const files: Readonly<Record<string, string>> = {
  'compose.yml': 'services:\n  shop: {image: shop, depends_on: [db]}\n  db: {image: postgres}\n',
  'cluster/shop.yaml': 'apiVersion: v1\nkind: Service\nmetadata: {name: shop}\nspec: {}\n',
  'cluster/nested/cart.yml': 'apiVersion: v1\nkind: Service\nmetadata: {name: cart}\nspec: {}\n',
  'cluster/nested/wrong.yaml': 'apiVersion: v1\nkind: Service\n  metadata: {name: lost}\n',
  'c4/workspace.dsl': 'workspace "Shop" {\nmodel {\n!include model/people.dsl\nuser -> shop\n}\n}\n',
  'c4/model/people.dsl': 'user = person "User"\n!include ../systems\nuser -> nobody\n',
  'c4/systems/shop.dsl': 'shop = softwareSystem "Shop"\n',
  'likec4/_spec.c4': "specification { element service }\nmodel { shop = service 'Shop' }\n",
  'likec4/cart.c4': "model { cart = service 'Cart' { -> shop } }\n",
  'likec4/likec4.config.json': '{"name": "shop"}\n',
  'prose.txt': 'Nothing here is a diagram.\n',
}
let cwd: string
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'statusgraph-import-'))
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(cwd, name)), { recursive: true })
    await writeFile(join(cwd, name), text)
  }
  const picture = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  await writeFile(join(cwd, 'picture.png'), picture)
  await writeFile(join(cwd, 'other.png'), picture)
  // As a redirect on Windows writes it.
  await writeFile(join(cwd, 'windows.yml'), Buffer.from(`\uFEFF${files['compose.yml'] ?? ''}`, 'utf16le'))
})
afterAll(async () => {
  await rm(cwd, { recursive: true })
})

test.each(['compose.yml', 'windows.yml'])('%s becomes a graph document', { timeout: 60_000 }, async (file) => {
  const { code, stdout, stderr } = await startCommand(['import', file], { cwd }).ended
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({
    version: 1,
    nodes: [{ id: 'shop' }, { id: 'db', kind: 'database' }],
    edges: [{ source: 'shop', target: 'db' }],
  })
  expect(stderr).toContain('read as compose: 2 nodes, 0 groups, 1 edge')
})

test(
  'the files of a folder are one diagram, and what is wrong with one is said with its own line',
  { timeout: 60_000 },
  async () => {
    const { code, stdout, stderr } = await startCommand(['import', 'cluster'], { cwd }).ended
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      nodes: expect.arrayContaining([expect.objectContaining({ name: 'cart' })]),
    })
    expect(stderr).toMatch(/^cluster\/nested\/wrong\.yaml:2:\d+: lost: /m)
  },
)

test.each([
  ['c4', ['User', 'Shop'], /^c4\/model\/people\.dsl:3: lost: .*nobody/m],
  ['likec4', ['shop', 'cart'], /^read as likec4: 2 nodes, 0 groups, 1 edge/m],
] as const)('the files of a project are one diagram: %s', { timeout: 60_000 }, async (folder, ids, told) => {
  const { code, stdout, stderr } = await startCommand(['import', folder], { cwd }).ended
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringMatching(told) })
  const graph: unknown = JSON.parse(stdout)
  expect(graph).toMatchObject({ nodes: ids.map((id) => ({ id })), edges: [{}] })
})

test.each([
  ['compose.yml', 'windows.yml'],
  ['picture.png', 'other.png'],
])('several files that are no set of manifests are refused: %s and %s', { timeout: 60_000 }, async (...two) => {
  const { code, stdout, stderr } = await startCommand(['import', ...two], { cwd }).ended
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(stderr).toContain('only as Kubernetes, Backstage, Structurizr or LikeC4')
})

test('a file that is no diagram says what can be read', { timeout: 60_000 }, async () => {
  const { code, stdout, stderr } = await startCommand(['import', 'prose.txt'], { cwd }).ended
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(stderr).toMatch(/^prose\.txt: error: .*Docker Compose/)
})
