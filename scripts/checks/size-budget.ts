import { existsSync } from 'node:fs'
import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { root } from './check.ts'
import type { Check } from './check.ts'

const budgetBytes = 300 * 1024

/** Loaded when somebody edits, imports or exports, and never by whoever looks; Vite names them by their sources. */
const forEditors = [
  'src/graph/editor/open-editor.tsx',
  'src/graph/import/ImportSurface.tsx',
  'src/imports/ImportGraph.tsx',
  'src/graph/text/GraphText.tsx',
  'src/graph/pictures/PictureDialog.tsx',
  'src/icons/IconPicker.tsx',
]
/** Workers are started by their address, which the manifest does not tell; this one draws for every viewer. */
const viewerWorkers = 'assets/picture.worker-*.js'

interface Chunk {
  readonly file: string
  readonly imports: readonly string[]
  readonly dynamicImports: readonly string[]
}

/** All scripts that a viewer may ever load, compressed, against what we promise. */
export const sizeBudget: Check = {
  name: 'size of the page',
  async run() {
    const dist = join(root, 'packages/web/dist')
    const manifest = join(dist, '.vite/manifest.json')
    if (!existsSync(manifest)) return { passed: 0, failed: 1, details: 'the page was not built' }
    const chunks = readManifest(JSON.parse(await readFile(manifest, 'utf8')))
    const unknown = forEditors.filter((source) => !chunks.has(source))
    if (unknown.length > 0) return { passed: 0, failed: 1, details: `the page has no ${unknown.join(', ')}` }
    const files = [...findLoaded(chunks)]
    for await (const worker of glob(viewerWorkers, { cwd: dist })) files.push(worker)
    const sizes = await Promise.all(
      files.map(async (file) => ({ file, bytes: gzipSync(await readFile(join(dist, file)), { level: 9 }).length })),
    )
    const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0)
    if (sizes.length > 3 && total <= budgetBytes) return { passed: 1, failed: 0, details: '' }
    const list = sizes
      .toSorted((a, b) => b.bytes - a.bytes)
      .map(({ file, bytes }) => `${bytes}  ${file}`)
      .join('\n')
    return { passed: 0, failed: 1, details: `${total} bytes of at most ${budgetBytes}\n${list}` }
  },
}

/** The scripts that the page reaches without going through what only editors load. */
function findLoaded(chunks: ReadonlyMap<string, Chunk>): ReadonlySet<string> {
  const files = new Set<string>()
  const ways = ['index.html']
  for (let key = ways.pop(); key !== undefined; key = ways.pop()) {
    const chunk = chunks.get(key)
    if (chunk === undefined || files.has(chunk.file) || forEditors.includes(key)) continue
    if (chunk.file.endsWith('.js')) files.add(chunk.file)
    ways.push(...chunk.imports, ...chunk.dynamicImports)
  }
  return files
}

function readManifest(input: unknown): ReadonlyMap<string, Chunk> {
  const chunks = new Map<string, Chunk>()
  if (typeof input !== 'object' || input === null) return chunks
  for (const [key, value] of Object.entries(input)) {
    if (typeof value !== 'object' || value === null || !('file' in value) || typeof value.file !== 'string') continue
    chunks.set(key, {
      file: value.file,
      imports: 'imports' in value ? stringsOf(value.imports) : [],
      dynamicImports: 'dynamicImports' in value ? stringsOf(value.dynamicImports) : [],
    })
  }
  return chunks
}

function stringsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
}
