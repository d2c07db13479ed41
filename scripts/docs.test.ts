import { cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, normalize } from 'node:path'
import { loadConfig } from '@statusgraph/server'
import { readDocumentText, readGraphText } from '@statusgraph/document-text'
import { expect, test } from 'vitest'
import { claimKinds } from './docs/claims.ts'
import { readPage, readPages, root } from './docs/pages.ts'
import type { CodeBlock, Page } from './docs/pages.ts'

const pages = readPages()
const written = pages.filter(({ isGenerated }) => !isGenerated)
const blocks = written.flatMap((page) => page.blocks)
const blocksOf = (kind: string): readonly CodeBlock[] => blocks.filter((block) => block.kind === kind)

test('every link leads to a page, a file, a picture or a heading that is there', () => {
  expect(pages.flatMap((page) => brokenLinks(page))).toEqual([])
})

test('every page can be found from the front page', () => {
  const found = new Set<string>(['README.md'])
  for (const file of found) {
    for (const link of pages.find((page) => page.file === file)?.links ?? []) {
      const target = targetOf(file, link)
      if (target?.file.endsWith('.md')) found.add(target.file)
    }
  }
  expect(pages.map(({ file }) => file).filter((file) => !found.has(file))).toEqual([])
})

test('every picture that is taken for the documentation is shown on a page', async () => {
  const folder = join('docs', 'screenshots')
  const pictures = await readdir(join(root, folder), { recursive: true })
  const shown = new Set(pages.flatMap(({ file, links }) => links.map((link) => targetOf(file, link)?.file)))
  const missing = pictures.filter((name) => name.endsWith('.png') && !shown.has(join(folder, name)))
  expect(missing).toEqual([])
  expect(pictures.length).toBeGreaterThan(10)
})

test('every configuration that is shown would be taken', async () => {
  const faults = await Promise.all(blocksOf('yaml config').map(async (block) => await faultsOfConfig(block)))
  expect(faults.length).toBeGreaterThan(10)
  expect(faults.flat()).toEqual([])
})

test('every graph document that is shown would be taken', () => {
  const graphs = blocksOf('yaml graph')
  expect(graphs.length).toBeGreaterThan(1)
  expect(
    graphs.flatMap(({ page, text }) => {
      const read = readGraphText(text, page, 'shown')
      return read.ok ? [] : read.faults
    }),
  ).toEqual([])
})

test('every other block says what it is, so that it can be checked, and YAML can be read', () => {
  const kinds = ['sh', 'text', 'ini', 'nginx', 'yaml config', 'yaml graph', 'yaml prometheus', 'yaml alertmanager']
  const known = new Set([
    ...kinds,
    'yaml rules',
    'yaml collector',
    'yaml kubernetes',
    'yaml compose',
    'yaml backstage',
    'sh push',
    'ts push',
  ])
  expect(blocks.filter(({ kind }) => !known.has(kind)).map(({ page, kind }) => `${page}: "${kind}"`)).toEqual([])
  const yaml = blocks.filter(({ kind }) => kind.startsWith('yaml'))
  const documents = yaml.flatMap(({ page, text }) => text.split(/^---\n/m).map((one) => ({ page, text: one })))
  expect(documents.filter(({ page, text }) => !readDocumentText(text, page).ok)).toEqual([])
})

test.each(claimKinds(pages.filter(({ isGenerated }) => isGenerated)))(
  'every $name that is named exists',
  ({ find, isKnown }) => {
    const claims = written.flatMap((page) => find(page).map((claim) => ({ page: page.file, claim })))
    expect(claims).not.toEqual([])
    expect(claims.filter(({ claim }) => !isKnown(claim))).toEqual([])
  },
)

test('every npm script, make target and script file that a page calls is there', async () => {
  const calls = blocksOf('sh').flatMap(({ text }) => text.split('\n'))
  const manifest = await readFile(join(root, 'package.json'), 'utf8')
  const makefile = await readFile(join(root, 'Makefile'), 'utf8')
  const missing = calls.filter((call) => {
    const [tool = '', first = '', second = ''] = call.split(/\s+/)
    if (tool === 'npm' && first === 'run') return !manifest.includes(`"${second}": "`)
    if (tool === 'make') return !new RegExp(`^${first}:`, 'm').test(makefile)
    return /^(?:bin|scripts|demo)\//.test(tool) && !existsSync(join(root, tool))
  })
  expect(missing).toEqual([])
})

test('what is wrong on a page is noticed', async () => {
  const page = readPage('docs/x.md', '# A\n[b](gone.md) [c](#nothing) [d](#a) `GET /api/v1/nothing` `server.lissten`\n')
  expect(brokenLinks(page)).toHaveLength(2)
  const reference = pages.filter(({ isGenerated }) => isGenerated)
  const unknown = claimKinds(reference).flatMap(({ find, isKnown }) => find(page).filter((claim) => !isKnown(claim)))
  expect(unknown).toEqual(['server.lissten', 'GET /api/v1/nothing'])
  const bad = { page: 'docs/x.md', kind: 'yaml config', text: 'server: { listen: nowhere }' }
  expect(await faultsOfConfig(bad)).toHaveLength(1)
})

interface Target {
  readonly file: string
  readonly fragment: string
}

/** Where a link leads within the project; undefined when it leads elsewhere. */
function targetOf(from: string, link: string): Target | undefined {
  if (/^[a-z]+:/.test(link)) return undefined
  const [path = '', fragment = ''] = link.split('#')
  return { file: path === '' ? from : normalize(join(dirname(from), path)), fragment }
}

function brokenLinks(page: Page): readonly string[] {
  return page.links.filter((link) => {
    const target = targetOf(page.file, link)
    if (target === undefined) return false
    const aim = target.file === page.file ? page : pages.find(({ file }) => file === target.file)
    if (aim === undefined) return target.fragment !== '' || !existsSync(join(root, target.file))
    return target.fragment !== '' && !aim.anchors.has(target.fragment)
  })
}

/** Reads a block as the server would. What it leaves out is no fault: it is a part; the files that it names are made. */
async function faultsOfConfig({ page, text }: CodeBlock): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'statusgraph-docs-'))
  try {
    const files = text.matchAll(/_file: ([\w./-]+)/g).map(([, file]) => file ?? '')
    for (const file of files) await provide(join(folder, file))
    for (const named of ['graphs', 'icons']) await mkdir(join(folder, named))
    await writeFile(join(folder, 'statusgraph.yaml'), text)
    const env = Object.fromEntries(text.matchAll(/\$\{(\w+)\}/g).map(([, name]) => [name ?? '', 'value']))
    const { diagnostics } = await loadConfig({ path: 'statusgraph.yaml', env, flags: {}, cwd: folder })
    const errors = diagnostics.filter(({ severity }) => severity === 'error')
    return errors.map(({ line, message }) => `${page}, line ${line} of a block: ${message}`)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function provide(file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await cp(join(root, 'packages/server/src/config/testdata/files/ca.pem'), file)
}
