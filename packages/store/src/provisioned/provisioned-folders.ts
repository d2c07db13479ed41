import { readFile, readdir, stat } from 'node:fs/promises'
import { join, parse, sep } from 'node:path'
import { formatTextFault, readGraphText } from '@statusgraph/document-text'
import { graphIdSchema, graphLimits } from '@statusgraph/model'
import type { GraphDocument } from '@statusgraph/model'

/** A graph that a file provides: its last good content, and what is wrong with the newest. */
export interface ProvisionedGraph {
  readonly file: string
  readonly graph: GraphDocument
  readonly fault?: string
}

export interface ProvisionedFault {
  /** The file or folder at fault. */
  readonly file: string
  /** What is wrong, where, and what is shown meanwhile. */
  readonly message: string
}

export interface ProvisionedState {
  readonly graphs: readonly ProvisionedGraph[]
  /** Every fault, also of files that never provided a graph. */
  readonly faults: readonly ProvisionedFault[]
}

interface FileState {
  /** Changes whenever the file may have: its place, size and times. */
  readonly signature: string
  readonly lastGood?: GraphDocument
  readonly fault?: string
}

const documentName = /\.(?:ya?ml|json)$/i

/** Folders of graph documents, looked at again and again: symlinks that are swapped and network disks send no events. */
export class ProvisionedFolders {
  readonly #folders: readonly string[]
  readonly #files: Map<string, FileState>
  /** What a changed file looked like when it was last seen: it is read when it has stopped changing. */
  readonly #moving = new Map<string, string>()
  /** Which file provides an id, so that a second file with the same id does not take over. */
  readonly #owners = new Map<string, string>()
  #folderFaults: readonly ProvisionedFault[] = []
  #isFirstScan = true

  /** @param lastGood what each file held when it was last good, from before a restart */
  constructor(folders: readonly string[], lastGood: ReadonlyMap<string, GraphDocument>) {
    this.#folders = folders
    this.#files = new Map([...lastGood].map(([file, graph]) => [file, { signature: '', lastGood: graph }]))
    for (const [file, graph] of lastGood) this.#owners.set(graph.id, file)
  }

  /** Looks at everything once; true when something is different. */
  async scan(): Promise<boolean> {
    const before = JSON.stringify(this.#folderFaults)
    const listed = new Set<string>()
    const faults: ProvisionedFault[] = []
    let isChanged = false
    const miss = (folder: string, error: unknown): void => {
      faults.push({ file: folder, message: `${folder}: the folder cannot be read (${reasonOf(error)})` })
      // A folder that cannot be seen says nothing about its files: what they last held stays.
      for (const file of this.#files.keys()) if (file === folder || file.startsWith(folder + sep)) listed.add(file)
    }
    for (const folder of this.#folders) {
      try {
        for (const file of await listDocuments(folder, miss)) listed.add(file)
      } catch (error) {
        miss(folder, error)
      }
    }
    this.#folderFaults = faults
    for (const file of this.#files.keys()) {
      if (listed.has(file)) continue
      this.#files.delete(file)
      isChanged = true
    }
    for (const file of listed) if (await this.#look(file)) isChanged = true
    isChanged ||= this.#isFirstScan || JSON.stringify(faults) !== before
    this.#isFirstScan = false
    return isChanged
  }

  state(): ProvisionedState {
    const claims = Map.groupBy(
      [...this.#files].flatMap(([file, state]) =>
        state.lastGood ? [{ file, graph: state.lastGood, fault: state.fault }] : [],
      ),
      (claim) => claim.graph.id,
    )
    for (const id of this.#owners.keys()) if (!claims.has(id)) this.#owners.delete(id)
    const graphs: ProvisionedGraph[] = []
    const faults = [...this.#folderFaults]
    for (const [file, { fault }] of this.#files) if (fault !== undefined) faults.push({ file, message: fault })
    for (const [id, claimants] of claims) {
      const owner = claimants.find((claim) => claim.file === this.#owners.get(id)) ?? claimants[0]
      if (!owner) continue
      this.#owners.set(id, owner.file)
      const others = claimants.filter((claim) => claim !== owner)
      const clash = others.map(({ file }) => ({
        file,
        message: `${file}:1:1: the id "${id}" is also that of ${owner.file}, which is shown, give one of them another id`,
      }))
      faults.push(...clash)
      const all = [owner.fault, ...clash.map((one) => one.message)].filter((fault) => fault !== undefined)
      graphs.push({ file: owner.file, graph: owner.graph, ...(all.length === 0 ? {} : { fault: all.join('\n') }) })
    }
    return { graphs, faults }
  }

  async #look(file: string): Promise<boolean> {
    const known = this.#files.get(file)
    try {
      const signature = await signatureOf(file)
      const isSettled = this.#isFirstScan || signature === this.#moving.get(file)
      this.#moving.delete(file)
      if (signature === known?.signature) return false
      if (isSettled) {
        this.#files.set(file, await readState(file, signature, known?.lastGood))
        return true
      }
      // A file that is being written may be cut where it still reads well, so it must be seen twice the same.
      this.#moving.set(file, signature)
      return false
    } catch (error) {
      const fault = `${file}:1:1: the file cannot be read (${reasonOf(error)})`
      this.#files.set(file, { ...known, signature: '', fault })
      return known?.fault !== fault
    }
  }
}

async function readState(file: string, signature: string, lastGood: GraphDocument | undefined): Promise<FileState> {
  const keep = lastGood ? { signature, lastGood } : { signature }
  const found = await stat(file)
  // The other end of a pipe may never come, and everything would wait for it.
  if (!found.isFile()) return { ...keep, fault: `${file}:1:1: this is no file` }
  if (found.size > graphLimits.bytes) {
    return { ...keep, fault: `${file}:1:1: the file is larger than ${graphLimits.bytes / 1024 / 1024} MiB` }
  }
  const stem = parse(file).name
  const read = readGraphText(
    await readFile(file, 'utf8'),
    file,
    graphIdSchema.safeParse(stem).success ? stem : undefined,
  )
  if (read.ok) return { signature, lastGood: read.graph }
  const [first] = read.faults
  const more = read.faults.length > 1 ? ` (and ${read.faults.length - 1} more)` : ''
  return { ...keep, fault: (first ? formatTextFault(first) : `${file}:1:1: the file is not a graph document`) + more }
}

/**
 * The graph documents of a folder and of the folders in it, in order; a path to a file is that file.
 *
 * @param miss is told of a folder in it that cannot be read, such as the `lost+found` of a disk; it hides no other
 */
async function listDocuments(
  folder: string,
  miss: (folder: string, error: unknown) => void,
): Promise<readonly string[]> {
  if ((await stat(folder)).isFile()) return [folder]
  const found: string[] = []
  for (const name of (await readdir(folder)).toSorted()) {
    // Kubernetes keeps the real files behind names that begin with two dots.
    if (name.startsWith('.')) continue
    const path = join(folder, name)
    if (documentName.test(name)) found.push(path)
    else if (await isFolder(path)) {
      try {
        const inner = (await readdir(path)).toSorted().filter((one) => !one.startsWith('.') && documentName.test(one))
        found.push(...inner.map((one) => join(path, one)))
      } catch (error) {
        miss(path, error)
      }
    }
  }
  return found
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory()
  } catch {
    // It went away between the listing and now, or is a link to nothing.
    return false
  }
}

async function signatureOf(file: string): Promise<string> {
  const { dev, ino, size, mtimeMs, ctimeMs } = await stat(file)
  return [dev, ino, size, mtimeMs, ctimeMs].join(' ')
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
