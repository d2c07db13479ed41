import { readdir, realpath, stat } from 'node:fs/promises'
import { basename, join, relative, sep } from 'node:path'

/** A file that may become an icon. */
export interface IconFile {
  readonly path: string
  /** Below the folder, for people. */
  readonly shown: string
  /** `set:name`. */
  readonly icon: string
  readonly title: string
  readonly type: 'svg' | 'png'
  /** Changes whenever the file may have. */
  readonly signature: string
}

export interface IconFault {
  readonly file: string
  readonly message: string
}

export interface ListedFiles {
  readonly files: readonly IconFile[]
  readonly faults: readonly IconFault[]
}

export const folderLimits = { icons: 5_000, entries: 50_000, depth: 8 } as const

/** Lists what may be icons in a folder: its own files are the set `team`, those of a folder in it the set of its name. */
export async function listIconFiles(folder: string): Promise<ListedFiles> {
  const walk = new Walk(folder, await realpath(folder))
  await walk.enter(folder, 0)
  return { files: walk.files, faults: walk.faults }
}

class Walk {
  readonly files: IconFile[] = []
  readonly faults: IconFault[] = []
  readonly #folder: string
  readonly #real: string
  readonly #entered = new Set<string>()
  #entries = 0

  constructor(folder: string, real: string) {
    this.#folder = folder
    this.#real = real
  }

  async enter(folder: string, depth: number): Promise<void> {
    // A link to a folder further up would lead around for ever.
    const real = await realpath(folder)
    if (this.#entered.has(real)) return
    this.#entered.add(real)
    const entries = await readdir(folder, { withFileTypes: true })
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      // Kubernetes keeps the real files behind names that begin with two dots; archives of a Mac hold such names, too.
      if (entry.name.startsWith('.') || entry.name === '__MACOSX') continue
      if (++this.#entries > folderLimits.entries) {
        if (this.#entries === folderLimits.entries + 1)
          this.#fault(this.#folder, `there are more than ${folderLimits.entries} files; the rest is not looked at`)
        return
      }
      const path = join(folder, entry.name)
      if (entry.isSymbolicLink() && !(await this.#isInside(path))) {
        this.#fault(path, 'it is a link that leads out of the folder, or nowhere')
        continue
      }
      const isFolder = entry.isDirectory() || (entry.isSymbolicLink() && (await isDirectory(path)))
      if (isFolder && depth >= folderLimits.depth)
        this.#fault(path, `it is more than ${folderLimits.depth} folders deep`)
      else if (isFolder) await this.enter(path, depth + 1)
      else await this.#take(path)
    }
  }

  async #take(path: string): Promise<void> {
    const type = /\.(svg|png)$/i.exec(path)?.[1]?.toLowerCase()
    if (type !== 'svg' && type !== 'png') return
    const shown = relative(this.#folder, path).split(sep).join('/')
    const first = shown.includes('/') ? (shown.split('/')[0] ?? '') : 'team'
    const stem = basename(path).slice(0, -4)
    const set = nameOf(first).replaceAll(/[._]/g, '-')
    const name = nameOf(stem)
    if (set === '' || name === '') return this.#fault(path, 'its name has no letter a to z and no digit')
    if (set === 'none') return this.#fault(path, 'a folder of icons cannot be called "none", which stands for no icon')
    const found = await stat(path).catch(() => undefined)
    // It went away between the listing and now.
    if (found?.isFile() !== true) return
    const { dev, ino, size, mtimeMs, ctimeMs } = found
    const signature = [dev, ino, size, mtimeMs, ctimeMs].join(' ')
    this.files.push({ path, shown, icon: `${set}:${name}`, title: titleOf(stem), type, signature })
  }

  async #isInside(path: string): Promise<boolean> {
    const real = await realpath(path).catch(() => '')
    return real === this.#real || real.startsWith(this.#real + sep)
  }

  #fault(path: string, message: string): void {
    this.faults.push({ file: relative(this.#folder, path).split(sep).join('/') || basename(path), message })
  }
}

async function isDirectory(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined)
  return found?.isDirectory() ?? false
}

/** A name as a document may hold it: `Arch_AWS-Lambda_64` becomes `arch_aws-lambda_64`. */
function nameOf(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/g, '-')
    .replaceAll(/^[^a-z0-9]+|-+$/g, '')
    .slice(0, 90)
}

/** A name as a person reads it: without the marks with which vendors number and size their files. */
function titleOf(stem: string): string {
  const bare = stem
    .replace(/^(?:Arch|Res|Arch-Category)_/, '')
    .replace(/^\d+-icon-service-/, '')
    .replace(/_\d{2,3}(?:_\w+)?$/, '')
  return bare.replaceAll(/[_-]+/g, ' ').trim() || stem
}
