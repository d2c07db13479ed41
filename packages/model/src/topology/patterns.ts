/** Compiles a pattern in which `*` stands for any text, in time that is linear in pattern and text. */
export function compilePattern(pattern: string): (text: string) => boolean {
  if (!pattern.includes('*')) return (text) => text === pattern
  const [head = '', ...rest] = pattern.split('*')
  const tail = rest.pop() ?? ''
  return (text) => {
    if (text.length < head.length + tail.length || !text.startsWith(head) || !text.endsWith(tail)) return false
    let from = head.length
    const end = text.length - tail.length
    for (const part of rest) {
      const found = text.indexOf(part, from)
      if (found < 0 || found + part.length > end) return false
      from = found + part.length
    }
    return true
  }
}

/** Values by pattern, the plain ones found at once. */
export interface PatternTable<V> {
  /** The values of all patterns that the text matches. */
  readonly find: (text: string) => readonly V[]
}

export function tablePatterns<V>(entries: Iterable<readonly [pattern: string, value: V]>): PatternTable<V> {
  const plain = new Map<string, V[]>()
  const wild: { readonly matches: (text: string) => boolean; readonly value: V }[] = []
  for (const [pattern, value] of entries) {
    if (pattern.includes('*')) wild.push({ matches: compilePattern(pattern), value })
    else plain.set(pattern, [...(plain.get(pattern) ?? []), value])
  }
  const findWild = (text: string): readonly V[] => wild.flatMap(({ matches, value }) => (matches(text) ? [value] : []))
  const remembered = wild.length < manyPatterns ? findWild : rememberByText(findWild)
  return {
    find(text) {
      const found = plain.get(text)
      if (wild.length === 0) return found ?? nothing
      const more = remembered(text)
      return found === undefined ? more : [...found, ...more]
    },
  }
}

/** With so many patterns it is dearer to try them again than to remember what came of it. */
const manyPatterns = 500

function rememberByText<V>(find: (text: string) => readonly V[]): (text: string) => readonly V[] {
  const known = new Map<string, readonly V[]>()
  return (text) => {
    const found = known.get(text) ?? find(text)
    known.set(text, found)
    return found
  }
}

const nothing: readonly never[] = []
