import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

/** A file of the page, in memory. Nothing that is not in the list can be read, however it is asked for. */
export interface PageFile {
  readonly type: string
  readonly bytes: Buffer
  readonly etag: string
  /** Its name holds a digest of what it is, so it never changes. */
  readonly isImmutable: boolean
  /** Its compressed forms, made when they are first wanted; undefined when they would save nothing. */
  encoded(encoding: 'br' | 'gzip'): Promise<Buffer> | undefined
}

export interface Page {
  /** By path, such as `/assets/index-Bx1.js`. */
  readonly files: ReadonlyMap<string, PageFile>
  /** The one document, for every address that the browser's own router knows; undefined when nothing was built. */
  readonly index: PageFile | undefined
  /** Changes when the page changes. */
  readonly build: string
}

const types: ReadonlyMap<string, string> = new Map([
  ['.css', 'text/css; charset=utf-8'],
  ['.html', 'text/html; charset=utf-8'],
  ['.ico', 'image/x-icon'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.json', 'application/json; charset=utf-8'],
  ['.mjs', 'text/javascript; charset=utf-8'],
  ['.png', 'image/png'],
  ['.svg', 'image/svg+xml'],
  ['.txt', 'text/plain; charset=utf-8'],
  ['.webmanifest', 'application/manifest+json'],
  ['.woff2', 'font/woff2'],
])
const compressible = /^text\/|json|svg|javascript/
const brotli = promisify(brotliCompress)
const zip = promisify(gzip)

/**
 * Reads the built page into memory.
 *
 * @param basePath where a reverse proxy mounts us; written into the document, whose own addresses are relative
 */
export async function readPage(folder: string, basePath: string): Promise<Page> {
  const files = new Map<string, PageFile>()
  for (const path of await listFiles(folder)) {
    const type = types.get(extname(path))
    if (type === undefined) continue
    files.set(path, pageFile(type, await readFile(join(folder, path)), /-[\w-]{8,}\.\w+$/.test(path)))
  }
  const built = files.get('/index.html')
  const index = built && pageFile(built.type, Buffer.from(mountDocument(built.bytes.toString(), basePath)), false)
  files.delete('/index.html')
  const etags = [...files, ['/', index] as const].map(([path, file]) => `${path} ${file?.etag}`)
  return { files, index, build: digest(etags.toSorted().join('\n')) }
}

/** Tells the document where it is: the policy allows no base element, so a meta element says it. */
function mountDocument(html: string, basePath: string): string {
  return html
    .replaceAll(/\b(src|href)="\.\//g, `$1="${basePath}/`)
    .replace(/(<meta name="statusgraph-base" content=")[^"]*"/, `$1${basePath}"`)
}

function pageFile(type: string, bytes: Buffer, isImmutable: boolean): PageFile {
  const made = new Map<string, Promise<Buffer>>()
  const make = (encoding: 'br' | 'gzip'): Promise<Buffer> =>
    encoding === 'gzip' ? zip(bytes, { level: 9 }) : brotli(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } })
  return {
    type,
    bytes,
    etag: `"${digest(bytes)}"`,
    isImmutable,
    encoded(encoding) {
      if (bytes.length < 512 || !compressible.test(type)) return undefined
      const known = made.get(encoding) ?? make(encoding)
      made.set(encoding, known)
      return known
    },
  }
}

async function listFiles(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true })
    return (
      entries
        .filter((entry) => entry.isFile())
        .map((entry) => `/${relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/')}`)
        // What the build notes for other tools is no part of the page.
        .filter((path) => !path.includes('/.'))
    )
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

function digest(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('base64url').slice(0, 20)
}
