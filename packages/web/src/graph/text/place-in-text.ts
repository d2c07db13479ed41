/** Where in a graph document somebody types: enough of YAML's shape to offer what may stand there. */
export interface TextPlace {
  /** The keys around the place, from outside in, without the numbers of items: `['nodes', 'ports']`. */
  readonly path: readonly string[]
  /** The key whose value is typed; undefined: a key is typed. */
  readonly key: string | undefined
  /** The beginning of what is typed now. */
  readonly word: string
  /** The keys that the same mapping has already, on other lines or in the same braces. */
  readonly taken: ReadonlySet<string>
}

const keyOnLine = /^(\s*(?:- +)*)(?:"([^"]*)"|'([^']*)'|([\w-]+))\s*:(?:\s|$)/
/** So many lines above are looked at; no mapping of a graph is longer. */
const longestLookBack = 400

/** Finds the place at the end of `before`, the text above and left of the cursor. */
export function findPlace(before: string, after = ''): TextPlace {
  const lines = before.split('\n').slice(-longestLookBack)
  const line = lines.at(-1) ?? ''
  const inBraces = findBraces(line)
  if (inBraces !== undefined) {
    const outer = readLine(inBraces.outside)
    const typed = readTyped(inBraces.entry)
    return {
      path: [...pathAbove(lines, outer.indent), ...(outer.key === undefined ? [] : [outer.key])],
      ...typed,
      taken: new Set([...inBraces.entries, ...after.split('}', 1)].flatMap(keysOf)),
    }
  }
  const { indent, rest } = readLine(line)
  const typed = readTyped(rest)
  return { path: pathAbove(lines, indent), ...typed, taken: takenAround(lines, indent) }
}

interface Line {
  /** The column where the key begins, after the dashes of items. */
  readonly indent: number
  readonly key: string | undefined
  readonly isItem: boolean
  readonly rest: string
}

function readLine(line: string): Line {
  const lead = /^\s*(?:- +|-$)*/.exec(line)?.[0] ?? ''
  const match = keyOnLine.exec(line)
  return {
    indent: lead.length,
    key: match?.[2] ?? match?.[3] ?? match?.[4],
    isItem: lead.includes('-'),
    rest: line.slice(lead.length),
  }
}

function readTyped(rest: string): Pick<TextPlace, 'key' | 'word'> {
  const match = /^(?:"([^"]*)"|'([^']*)'|([\w-]+))\s*:\s*\[?(?:[^\]]*,\s*)?(.*)$/.exec(rest)
  if (match === null) return { key: undefined, word: rest.trim() }
  return { key: match[1] ?? match[2] ?? match[3], word: match[4] ?? '' }
}

function pathAbove(lines: readonly string[], indent: number): readonly string[] {
  const path: string[] = []
  let limit = indent
  for (const text of lines.slice(0, -1).toReversed()) {
    if (limit === 0 || text.trim() === '' || text.trim().startsWith('#')) continue
    const line = readLine(text)
    // The dash of an item stands left of its keys: what is around the item is left of the dash.
    const left = line.isItem ? text.search(/\S/) : line.indent
    if (line.key !== undefined && line.indent < limit && !line.isItem) {
      path.unshift(line.key)
      limit = line.indent
    } else if (line.isItem && line.indent < limit && line.key !== undefined) {
      path.unshift(line.key)
      limit = left
    } else if (line.isItem && left < limit) limit = Math.max(left, 1)
  }
  return path
}

function takenAround(lines: readonly string[], indent: number): ReadonlySet<string> {
  const taken = new Set<string>()
  if (readLine(lines.at(-1) ?? '').isItem) return taken
  for (const text of lines.slice(0, -1).toReversed()) {
    if (text.trim() === '') continue
    const line = readLine(text)
    if (line.indent < indent) break
    if (line.indent === indent && line.key !== undefined) taken.add(line.key)
    if (line.indent === indent && line.isItem) break
  }
  return taken
}

interface Braces {
  readonly outside: string
  /** The entries before the one that is typed. */
  readonly entries: readonly string[]
  readonly entry: string
}

/** The innermost open brace of a line: `- {id: a, ki` has `id: a` and `ki`. */
function findBraces(line: string): Braces | undefined {
  const opened: number[] = []
  for (let at = 0; at < line.length; at++) {
    if (line[at] === '{') opened.push(at)
    else if (line[at] === '}') opened.pop()
  }
  const start = opened.at(-1)
  if (start === undefined) return undefined
  const entries = line.slice(start + 1).split(',')
  return { outside: line.slice(0, start), entries: entries.slice(0, -1), entry: (entries.at(-1) ?? '').trimStart() }
}

function keysOf(entry: string): readonly string[] {
  const key = /^\s*,?\s*(?:"([^"]*)"|'([^']*)'|([\w-]+))\s*:/.exec(entry)
  const name = key?.[1] ?? key?.[2] ?? key?.[3]
  return name === undefined ? [] : [name]
}
