/** More files than this are no diagram. */
const mostFiles = 500
const manifest = /\.(?:ya?ml|json)$/i
/** What nobody means who drops a folder. */
const aside = /^(?:\.|node_modules$)/

/** The files of a drop; of folders their manifests, at any depth, each called by its path in the folder. */
export async function readDropped(data: DataTransfer): Promise<readonly File[]> {
  // What was dropped can be asked for its folders only now, before anything is waited for.
  const entries = [...data.items].flatMap((item) => item.webkitGetAsEntry() ?? [])
  const files = [...data.files]
  if (!entries.some(({ isDirectory }) => isDirectory)) return files
  const found: File[] = []
  const waiting = entries.map((entry) => ({ entry, isChosen: true }))
  while (waiting.length > 0 && found.length < mostFiles) {
    const { entry, isChosen = false } = waiting.shift() ?? {}
    if (entry === undefined || (!isChosen && aside.test(entry.name))) continue
    if (isFolder(entry)) {
      for (const inner of await listFolder(entry)) waiting.push({ entry: inner, isChosen: false })
    } else if (isFile(entry) && (isChosen || manifest.test(entry.name))) {
      const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject))
      found.push(isChosen ? file : new File([file], entry.fullPath.replace(/^\//, '')))
    }
  }
  return found
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
