/** What Go writes for an id that was never given. */
const zeroUuid = '00000000-0000-0000-0000-000000000000'

/** The longest id and the longest short text that a graph document takes. */
const longestId = 200
export const longestText = 400

export function isBlankId(id: string): boolean {
  return id === '' || id === zeroUuid
}

/** `wanted`, or the first `wanted#2`, `wanted#3`… that is not taken; takes it. */
export function takeId(wanted: string, taken: Set<string>): string {
  const stem = wanted.slice(0, longestId - 10)
  let id = wanted.length <= longestId ? wanted : stem
  for (let n = 2; taken.has(id); n++) id = `${stem}#${n}`
  taken.add(id)
  return id
}

/** `text` as far as it fits, with a note when it does not. */
export function fit(text: string, what: string, notes: string[]): string {
  if (text.length <= longestText) return text
  notes.push(`${what} was longer than ${longestText} characters and was cut; it was: ${text}`)
  return text.slice(0, longestText)
}
