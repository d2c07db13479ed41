/** What a cell says that is drawn as an element of C4: each part where the drawing has a line for it. */
export interface C4Element {
  readonly name: string
  /** `Person`, `Container`, as it is written. */
  readonly kind: string
  readonly technology: string
  readonly description: string
}

/** Words that C4 has for its elements; after one of them and a colon stands the technology. */
const kindWord =
  /^(?:(?:external|internal|existing)[ _-]+)?(?:person|user|actor|(?:software[ _-]*)?system|container|component|data ?(?:base|store)|deployment[ _-]*node|(?:infrastructure[ _-]*)?node|enterprise|queue|message[ _-]*(?:bus|broker)|(?:web|mobile|desktop)[ _-]*(?:app|application)|(?:system|container|component|enterprise)[ _-]*(?:scope[ _-]*)?boundary)(?:[ _-]*(?:\(external\)|external|ext|instance))?$/i
/** A name may be broken into so many lines before its kind follows. */
const mostNameLines = 3

/**
 * Takes the text of a shape apart where it has the form of C4: name, `[kind: technology]`, description. Shapes of
 * draw.io's own C4 library have data that say the same, of which older ones lack the name. Undefined for other shapes.
 *
 * @param text as it is shown
 * @param data what the cell knows, as plain texts
 * @example readC4('Orders\n[Container: Go]\nTakes orders', new Map())
 */
export function readC4(text: string, data: ReadonlyMap<string, string>): C4Element | undefined {
  const told = (name: string): string => data.get(name) ?? ''
  const isTold = [...data.keys()].some((name) => /^c4[A-Z]/.test(name))
  const lines = text.split('\n')
  const parts = findForm(lines, isTold)
  if (parts !== undefined) {
    return {
      name: parts.name,
      kind: told('c4Type') || parts.kind,
      technology: told('c4Technology') || parts.technology,
      description: told('c4Description') || parts.description,
    }
  }
  if (!isTold) return undefined
  const name = told('c4Name')
  return {
    // What is shown counts: somebody may have changed the text and left the data as they were.
    name: text === '' || text.includes(name) ? name || (lines[0] ?? '') : (lines[0] ?? ''),
    kind: told('c4Type'),
    technology: told('c4Technology'),
    description: told('c4Description'),
  }
}

function findForm(lines: readonly string[], isTold: boolean): C4Element | undefined {
  for (const [at, line] of lines.slice(0, mostNameLines + 1).entries()) {
    // The name may stand in the same line as its kind.
    const opened = at === 0 ? line.lastIndexOf('[') : 0
    if (opened < 0 || (at === 0 && opened === 0) || line.charAt(opened) !== '[' || !line.endsWith(']')) continue
    const inside = readBrackets(line.slice(opened + 1, -1), isTold, at > 0)
    if (inside === undefined) continue
    const name = [...lines.slice(0, at), line.slice(0, opened)].join(' ').trim()
    return { ...inside, name, description: lines.slice(at + 1).join('\n') }
  }
  return undefined
}

/** @param isLine whether the brackets are a line of their own, which lets them say a kind that nobody foresaw */
function readBrackets(
  inside: string,
  isTold: boolean,
  isLine: boolean,
): { readonly kind: string; readonly technology: string } | undefined {
  const colon = inside.indexOf(':')
  const kind = (colon === -1 ? inside : inside.slice(0, colon)).trim()
  const technology = colon === -1 ? '' : inside.slice(colon + 1).trim()
  if (kindWord.test(kind)) return { kind, technology }
  if (isLine && colon > 0 && /^[\p{L} _-]{2,40}$/u.test(kind)) return { kind, technology }
  // Deployment nodes have what they run in brackets.
  return isLine && isTold ? { kind: '', technology: inside.trim() } : undefined
}
