/** The arguments of a call, and where the text goes on behind its bracket. */
export interface CallArguments {
  readonly parts: readonly string[]
  readonly end: number
}

/**
 * What quotation marks do: in `expression`s they enclose texts wherever they stand, and brackets come in pairs; `plain`
 * arguments, as the macros of C4 take them, are either in quotation marks as a whole or have none that count.
 */
export type ArgumentStyle = 'expression' | 'plain'

/**
 * The arguments of `name(…)`, as they are written, parted at the commas that lie in no quotation marks and no brackets.
 * Undefined when the bracket is never closed.
 *
 * @param open where the opening bracket is
 */
export function splitArguments(text: string, open: number, style: ArgumentStyle): CallArguments | undefined {
  const parts: string[] = []
  let depth = 0
  let from = open + 1
  for (let at = open; at < text.length; at++) {
    const character = text[at]
    switch (character) {
      case '"':
      case "'": {
        if (style === 'plain' ? !isAtStart(text, from, at) : character === "'") break
        const end = style === 'plain' ? closingQuote(text, at) : text.indexOf(character, at + 1)
        if (end === -1) return undefined
        at = end
        break
      }
      case '(':
        depth++
        break
      case '[':
      case '{':
        if (style === 'expression') depth++
        break
      case ']':
      case '}':
        if (style === 'plain') break
        depth--
        break
      case ')':
        depth--
        if (depth > 0) break
        parts.push(text.slice(from, at).trim())
        return { parts: parts.length === 1 && parts[0] === '' ? [] : parts, end: at + 1 }
      case ',':
        if (depth !== 1) break
        parts.push(text.slice(from, at).trim())
        from = at + 1
        break
      case undefined:
        break
      default:
    }
  }
  return undefined
}

/** Whether nothing of an argument stands before its quotation mark but the name by which it is given. */
function isAtStart(text: string, from: number, at: number): boolean {
  return at - from < 100 && /^\s*(?:\$\w+\s*=\s*)?$/.test(text.slice(from, at))
}

/** The mark that ends an argument: what follows it is the next one. Without such a mark the next one there is. */
function closingQuote(text: string, open: number): number {
  const mark = text[open] ?? ''
  const first = text.indexOf(mark, open + 1)
  for (let at = first; at !== -1; at = text.indexOf(mark, at + 1)) {
    if (/^\s*[,)]/.test(text.slice(at + 1, at + 50))) return at
  }
  return first
}

/** A text without the quotation marks around it. */
export function unquote(text: string): string {
  const trimmed = text.trim()
  const quote = trimmed[0]
  return (quote === '"' || quote === "'") && trimmed.length > 1 && trimmed.endsWith(quote)
    ? trimmed.slice(1, -1)
    : trimmed
}
