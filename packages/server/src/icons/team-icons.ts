import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises'
import type { IconFault, IconFile, ListedFiles } from './icon-files.ts'
import { folderLimits, listIconFiles } from './icon-files.ts'
import { pngLimits, readPng } from './read-png.ts'
import { sanitiseSvg, svgLimits } from './sanitise-svg.ts'

/** An icon that is served. */
export interface TeamIcon {
  /** `set:name`. */
  readonly icon: string
  readonly title: string
  readonly type: 'image/svg+xml' | 'image/png'
  readonly bytes: Buffer
  /** Changes when the drawing changes. */
  readonly digest: string
}

export interface IconDiagnostic extends IconFault {
  /** False when something was taken out of the file, and the rest is shown. */
  readonly refused: boolean
}

interface Read {
  readonly signature: string
  readonly icon?: TeamIcon
  readonly diagnostic?: IconDiagnostic
}

const mostBytes = 64 * 1024 * 1024

/**
 * The icons of the team's folders, in memory and clean. The folders are looked at again and again, because that sees
 * what file events miss: a ConfigMap whose symlink is swapped, a network disk.
 */
export class TeamIcons {
  readonly #folders: readonly string[]
  #read: ReadonlyMap<string, Read> = new Map()
  #icons: ReadonlyMap<string, TeamIcon> = new Map()
  #diagnostics: readonly IconDiagnostic[] = []

  /** What each folder held when it could last be seen. */
  readonly #listed = new Map<string, ListedFiles>()
  readonly #ending = new AbortController()
  #watching: Promise<void> = Promise.resolve()

  constructor(folders: readonly string[]) {
    this.#folders = folders
  }

  /**
   * Looks at the folders now, and again and again until {@link stop}.
   *
   * @param onNews gets what is wrong in the folders when it is new
   * @returns when everything was looked at once
   */
  async watch(everyMs: number, onNews: (diagnostic: IconDiagnostic) => void): Promise<void> {
    const { signal } = this.#ending
    const look = async (): Promise<void> => {
      const before = new Set(this.#diagnostics.map((one) => JSON.stringify(one)))
      await this.scan()
      for (const one of this.#diagnostics) if (!before.has(JSON.stringify(one))) onNews(one)
    }
    const lookOn = async (): Promise<void> => {
      while (!signal.aborted && this.#folders.length > 0) {
        await wait(everyMs, undefined, { signal, ref: false }).catch(() => undefined)
        if (!signal.aborted) await look()
      }
    }
    await look()
    this.#watching = lookOn()
  }

  /** Looks no longer. */
  async stop(): Promise<void> {
    this.#ending.abort()
    await this.#watching
  }

  /** By `set:name`. */
  get icons(): ReadonlyMap<string, TeamIcon> {
    return this.#icons
  }

  get diagnostics(): readonly IconDiagnostic[] {
    return this.#diagnostics
  }

  /** Looks at everything once, and reads what is new. */
  async scan(): Promise<void> {
    const files: IconFile[] = []
    const diagnostics: IconDiagnostic[] = []
    for (const folder of this.#folders) {
      try {
        this.#listed.set(folder, await listIconFiles(folder))
      } catch (error) {
        // A folder that cannot be seen says nothing about its files: what they last held stays.
        diagnostics.push({ file: folder, message: `the folder cannot be read: ${reasonOf(error)}`, refused: true })
      }
      const listed = this.#listed.get(folder)
      files.push(...(listed?.files ?? []))
      diagnostics.push(...(listed?.faults ?? []).map((fault) => ({ ...fault, refused: true })))
    }
    const read = new Map<string, Read>()
    const icons = new Map<string, TeamIcon>()
    const owners = new Map<string, string>()
    let bytes = 0
    // Of two files with one name the SVG is shown: it is sharp at every size.
    for (const file of files.toSorted((a, b) => (a.type === b.type ? 0 : a.type === 'svg' ? -1 : 1))) {
      const refuse = (message: string): number => diagnostics.push({ file: file.shown, message, refused: true })
      const owner = owners.get(file.icon)
      if (owner !== undefined) {
        if (file.type === 'svg' || owner.endsWith('.png')) refuse(`its name ${file.icon} is that of ${owner}`)
        continue
      }
      if (icons.size >= folderLimits.icons) {
        refuse(`there are more than ${folderLimits.icons} icons; this one and those after it are left out`)
        break
      }
      const one = await this.#look(file)
      read.set(file.path, one)
      owners.set(file.icon, file.shown)
      if (one.diagnostic !== undefined) diagnostics.push(one.diagnostic)
      if (one.icon === undefined) continue
      bytes += one.icon.bytes.length
      if (bytes > mostBytes) {
        refuse(
          `all icons together are larger than ${mostBytes / 1024 / 1024} MiB; this one and those after it are left out`,
        )
        break
      }
      icons.set(file.icon, one.icon)
    }
    this.#read = read
    this.#icons = new Map([...icons].toSorted(([a], [b]) => (a < b ? -1 : 1)))
    this.#diagnostics = diagnostics
  }

  async #look(file: IconFile): Promise<Read> {
    const known = this.#read.get(file.path)
    if (known?.signature === file.signature) return known
    // Reading a thousand drawings takes a second: what else the server does goes on in between.
    await nextTurn()
    return { signature: file.signature, ...(await readIcon(file)) }
  }
}

async function readIcon(file: IconFile): Promise<Omit<Read, 'signature'>> {
  const refuse = (message: string) => ({ diagnostic: { file: file.shown, message, refused: true } })
  try {
    const bytes = await readBytes(file.path, file.type === 'svg' ? svgLimits.bytes : pngLimits.bytes)
    const { icon, title } = file
    if (file.type === 'png') {
      const read = readPng(bytes)
      return read.ok ? { icon: { icon, title, type: 'image/png', ...withDigest(read.png) } } : refuse(read.reason)
    }
    const read = sanitiseSvg(bytes)
    if (!read.ok) return refuse(read.reason)
    const served: TeamIcon = { icon, title, type: 'image/svg+xml', ...withDigest(Buffer.from(read.svg)) }
    if (read.removed.length === 0) return { icon: served }
    const message = `it is shown without ${read.removed.join(', ')}`
    return { icon: served, diagnostic: { file: file.shown, message, refused: false } }
  } catch (error) {
    return refuse(`it cannot be read: ${reasonOf(error)}`)
  }
}

function withDigest(bytes: Buffer): Pick<TeamIcon, 'bytes' | 'digest'> {
  return { bytes, digest: createHash('sha256').update(bytes).digest('base64url').slice(0, 16) }
}

/** One byte more than allowed is enough to see that a file is too large. */
async function readBytes(path: string, most: number): Promise<Buffer> {
  const file = await open(path, 'r')
  try {
    const buffer = Buffer.alloc(most + 1)
    let length = 0
    for (;;) {
      const { bytesRead } = await file.read(buffer, length, buffer.length - length, null)
      length += bytesRead
      if (bytesRead === 0 || length === buffer.length) return buffer.subarray(0, length)
    }
  } finally {
    await file.close()
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message.replace(/,? ['"][^]*$/, '') : String(error)
}
