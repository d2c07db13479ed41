/** The arguments of a call, and where the text goes on behind its bracket. */
export interface CallArguments {
  readonly parts: readonly string[]
  readonly end: number
}

/**
 * The arguments of `name(…)`, as they are written, parted at the commas that lie in no quotation marks and no brackets.
 * Undefined when the bracket is never closed.
 *
 * @param open where the opening bracket is
 */
export function splitArguments(text: string, open: number): CallArguments | undefined {
  const parts: string[] = []
  let depth = 0
  let quote: string | undefined
  let from = open + 1
  for (let at = open; at < text.length; at++) {
    const character = text[at]
    if (quote !== undefined) {
      if (character === quote) quote = undefined
      continue
    }
    switch (character) {
      case '"':
        quote = character
        break
      case '(':
      case '[':
      case '{':
        depth++
        break
      case ')':
      case ']':
      case '}':
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

/** A text without the quotation marks around it. */
export function unquote(text: string): string {
  const trimmed = text.trim()
  const quote = trimmed[0]
  return (quote === '"' || quote === "'") && trimmed.length > 1 && trimmed.endsWith(quote)
    ? trimmed.slice(1, -1)
    : trimmed
}
