import { chooseOfFolder, isDiagram } from './many-files.ts'

/** More files than this are no diagram. */
const mostFiles = 500
/** What nobody means who drops a folder. */
const aside = /^(?:\.|node_modules$)/

/** The files of a drop; of folders those that are their diagram, at any depth, each called by its path in the folder. */
export async function readDropped(data: DataTransfer): Promise<readonly File[]> {
  // What was dropped can be asked for its folders only now, before anything is waited for.
  const entries = [...data.items].flatMap((item) => item.webkitGetAsEntry() ?? [])
  const files = [...data.files]
  const folders = entries.filter(isFolder)
  if (folders.length === 0) return files
  const chosen = await Promise.all(entries.filter(isFile).map(openFile))
  const found = await listDiagrams(folders)
  // Beside files that were chosen by hand a folder may well have nothing.
  const ofFolders = chosen.length > 0 && found.length === 0 ? [] : chooseOfFolder(found)
  const opened = ofFolders.map(async (entry) => new File([await openFile(entry)], entry.fullPath.replace(/^\//, '')))
  return [...chosen, ...(await Promise.all(opened))]
}

async function listDiagrams(folders: readonly FileSystemDirectoryEntry[]): Promise<readonly FileSystemFileEntry[]> {
  const found: FileSystemFileEntry[] = []
  const waiting = [...folders]
  while (found.length < mostFiles) {
    const folder = waiting.shift()
    if (folder === undefined) break
    for (const entry of await listFolder(folder)) {
      if (aside.test(entry.name)) continue
      if (isFolder(entry)) waiting.push(entry)
      else if (isFile(entry) && isDiagram(entry.name)) found.push(entry)
    }
  }
  return found.slice(0, mostFiles)
}

async function openFile(entry: FileSystemFileEntry): Promise<File> {
  return await new Promise((resolve, reject) => entry.file(resolve, reject))
}

// Not every browser has the classes of entries under a name that `instanceof` could ask for: Chromium has none.
function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile
}

/** A folder hands out its entries in parts. */
async function listFolder(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader()
  const all: FileSystemEntry[] = []
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (some.length === 0 || all.length > mostFiles) return all
    all.push(...some)
  }
}
