import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { checkImports } from './check-imports.ts'

const folders: string[] = []

afterEach(async () => {
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true })))
})

/** A small project of its own, laid out like ours. */
async function project(files: Readonly<Record<string, string>>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'statusgraph-imports-'))
  folders.push(root)
  await cp(join(import.meta.dirname, '../../tsconfig.base.json'), join(root, 'tsconfig.base.json'))
  const all = {
    'package.json': '{"name": "workspace", "type": "module"}',
    'packages/model/package.json': '{"name": "@statusgraph/model", "type": "module"}',
    'packages/store/package.json': '{"name": "@statusgraph/store", "type": "module"}',
    'packages/web/package.json': '{"name": "@statusgraph/web", "type": "module"}',
    'packages/model/src/index.ts': 'export const model = 1\n',
    'packages/model/src/lamp.ts': 'export const lamp = 1\n',
    'packages/store/src/index.ts': 'export const store = 1\n',
    ...files,
  }
  for (const [file, text] of Object.entries(all)) {
    await mkdir(dirname(join(root, file)), { recursive: true })
    await writeFile(join(root, file), text)
  }
  return root
}

test('a project that keeps the rules has no violation, and all of it was read', async () => {
  const root = await project({ 'packages/store/src/reader.ts': `export { store } from './index.ts'\n` })
  expect(await checkImports(root)).toEqual({ modules: 4, violations: [] })
})

test.each([
  ['model-imports-only-its-own', 'packages/model/src/wrong.ts', '../../store/src/index.ts'],
  ['enter-packages-by-index', 'packages/store/src/wrong.ts', '../../model/src/lamp.ts'],
  ['packages-stand-alone', 'packages/store/src/wrong.ts', '../../../scripts/tool.ts'],
  ['no-node-in-pure-packages', 'packages/model/src/wrong.ts', 'node:fs'],
  ['web-features-stand-alone', 'packages/web/src/alerts/wrong.ts', '../graphs/page.ts'],
  ['web-shared-knows-no-feature', 'packages/web/src/parts/wrong.ts', '../graphs/page.ts'],
  ['importers-stand-alone', 'packages/importers/src/dot/wrong.ts', '../d2/read.ts'],
  ['no-cycles', 'packages/store/src/wrong.ts', './back.ts'],
  ['imports-exist', 'packages/store/src/wrong.ts', './nowhere.ts'],
  ['declare-what-you-import', 'packages/store/src/wrong.ts', 'hoisted'],
  ['declare-what-you-import', 'packages/store/src/wrong.ts', '@statusgraph/model'],
])('an import that breaks the rule %s is found', async (rule, file, imported) => {
  const root = await project({
    [file]: `import * as wrong from '${imported}'\nexport const made = wrong\n`,
    'packages/store/src/back.ts': `export { made } from './wrong.ts'\n`.repeat(rule === 'no-cycles' ? 1 : 0),
    'packages/web/src/graphs/page.ts': 'export const page = 1\n',
    'packages/importers/src/d2/read.ts': 'export const read = 1\n',
    'scripts/tool.ts': 'export const tool = 1\n',
    'node_modules/hoisted/package.json': '{"name": "hoisted", "main": "index.js"}',
    'node_modules/hoisted/index.js': 'module.exports = 1\n',
  })
  const { violations } = await checkImports(root)
  expect(violations).toContainEqual(expect.stringContaining(`[${rule}]`))
  expect(violations).toContainEqual(expect.stringContaining(file))
})
