/** More files than this are no diagram. */
const mostFiles = 500
const manifest = /\.(?:ya?ml|json)$/i

/** The files of a drop; of folders their manifests, at any depth. */
export async function readDropped(data: DataTransfer): Promise<readonly File[]> {
  // What was dropped can be asked for its folders only now, before anything is waited for.
  const entries = [...data.items].flatMap((item) => item.webkitGetAsEntry() ?? [])
  const files = [...data.files]
  if (!entries.some(({ isDirectory }) => isDirectory)) return files
  const found: File[] = []
  const waiting = entries.map((entry) => ({ entry, isChosen: true }))
  while (waiting.length > 0 && found.length < mostFiles) {
    const { entry, isChosen } = waiting.shift() ?? {}
    if (entry instanceof FileSystemDirectoryEntry) {
      for (const inner of await listFolder(entry)) waiting.push({ entry: inner, isChosen: false })
    } else if (entry instanceof FileSystemFileEntry && (isChosen === true || manifest.test(entry.name))) {
      found.push(await new Promise<File>((resolve, reject) => entry.file(resolve, reject)))
    }
  }
  return found
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
