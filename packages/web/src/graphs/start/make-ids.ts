/** Makes the ids of a new drawing: readable, and each one once. */
export function makeIds(): (stem: string) => string {
  const taken = new Set<string>()
  return (stem) => {
    const slug = stem.trim().toLowerCase().replaceAll(/\s+/g, '-').slice(0, 180) || 'node'
    let id = slug
    for (let n = 2; taken.has(id); n++) id = `${slug}-${n}`
    taken.add(id)
    return id
  }
}
