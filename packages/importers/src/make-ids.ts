const longestId = 120

/**
 * An id for each key, as readable as the key and different from every other; the same key has the same id whatever
 * else is in the file, unless two keys read alike.
 *
 * @param readable what the ids are made from, when that is not the keys themselves
 */
export function makeIds(keys: readonly string[], readable: readonly string[] = keys): ReadonlyMap<string, string> {
  const ids = new Map<string, string>()
  const taken = new Set<string>()
  const next = new Map<string, number>()
  keys.forEach((key, at) => {
    if (ids.has(key)) return
    const stem = readableId(readable[at] ?? key)
    let id = stem
    // Thousands of edges may join the same two nodes: each goes on counting where the last one stopped.
    let n = next.get(stem) ?? 2
    for (; taken.has(id); n++) id = `${stem}-${n}`
    next.set(stem, n)
    taken.add(id)
    ids.set(key, id)
  })
  return ids
}

function readableId(text: string): string {
  const id = text
    .normalize('NFKC')
    .replaceAll(/[^\p{L}\p{N}._/:-]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '')
  if (id === '') return 'element'
  return id.length <= longestId ? id : id.slice(-longestId)
}
