/**
 * Texts that no document can take, by the field that they were typed into. They wait there until they are mended, also
 * while something else is selected.
 */
const keptByOwner = new WeakMap<object, Map<string, string>>()

/** The bad texts of one editor. */
export function keptDrafts(owner: object): Map<string, string> {
  const known = keptByOwner.get(owner)
  if (known !== undefined) return known
  const kept = new Map<string, string>()
  keptByOwner.set(owner, kept)
  return kept
}
