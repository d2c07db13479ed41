/** A line that opens a block of which nothing is kept, and the line that closes it. */
export interface Skip {
  readonly what: 'look' | 'note' | 'title' | 'fields'
  readonly end: RegExp
  /** Braces in the block are counted, and the block ends with the last of them. */
  readonly countsBraces?: boolean
  /** The alias of a note. */
  readonly code?: string | undefined
}

const braces = { end: /^\s*\}/, countsBraces: true } as const

/** Whether a line opens a block that says nothing of what the diagram holds. */
export function findSkip(text: string): Skip | undefined {
  if (/^<style>/i.test(text)) return { what: 'look', end: /<\/style>/i }
  if (/^(?:skinparam\b.*|style)\{\s*$/i.test(text) || /^skinparam\s*\{/i.test(text)) return { what: 'look', ...braces }
  if (/^sprite\s+\$?[\p{L}\p{N}_-]+\s*(?:\[[^\]]*\])?\s*\{\s*$/iu.test(text)) return { what: 'look', end: /^\s*\}/ }
  if (/^sprite\s+\S+\s+<svg\b(?!.*<\/svg>)/i.test(text)) return { what: 'look', end: /<\/svg>/i }
  if (/^legend(?:\s+(?:left|right|center|top|bottom))*\s*$/i.test(text))
    return { what: 'look', end: /^\s*end\s*legend\b/i }
  if (/^(?:(?:left|right|center)\s+)?(?:header|footer)\s*$/i.test(text))
    return { what: 'look', end: /^\s*end\s*(?:header|footer)\b/i }
  if (/^title\s*$/i.test(text)) return { what: 'title', end: /^\s*end\s*title\b/i }
  return findNote(text)
}

/** A note of one line: nothing follows it. */
export function isLineNote(text: string): boolean {
  return /^[rh]?note\s+(?:"[^"]*"\s+as\s+|(?:on\s+link|left|right|top|bottom|over)\b[^:]*:(?!:))/i.test(text)
}

export function noteCode(text: string): string | undefined {
  return /\bas\s+"?([\p{L}\p{N}_.]+)"?\s*(?:#\S+)?\s*(?:<<.*>>)?\s*$/iu.exec(text)?.[1]
}

function findNote(text: string): Skip | undefined {
  if (!/^[rh]?note\b/i.test(text) || isLineNote(text)) return undefined
  if (!/^[rh]?note\s+(?:as|on\s+link|left|right|top|bottom|over)\b/i.test(text)) return undefined
  if (/\{\s*$/.test(text)) return { what: 'note', end: /^\s*\}/ }
  return { what: 'note', end: /^\s*end\s*[rh]?note\b/i, code: noteCode(text) }
}

const idleLine =
  /^(?:skinparam|skin|hide|show|remove|restore|scale|header|footer|caption|mainframe|legend|allow_?mixing|allowmixing|newpage|page|(?:left|right|center)\s+(?:header|footer)|(?:left\s+to\s+right|top\s+to\s+bottom|right\s+to\s+left|bottom\s+to\s+top)\s+direction|set\s+\w+|sprite|listsprites?|!.*|@unlinked)(?![\p{L}\p{N}_])|^sprite\b/iu

/** `hide x`, `remove $tag`, `restore *`: of what it speaks. */
export function readSight(text: string): { readonly verb: string; readonly what: string } | undefined {
  const [, verb, what] =
    /^(hide|show|remove|restore)\s+(\*|@unlinked|\$[\p{L}\p{N}_]+|<<[^<>]+>>|"[^"]+"|\[[^\]]+\]|[\p{L}\p{N}_.]+)$/iu.exec(
      text,
    ) ?? []
  return verb === undefined || what === undefined
    ? undefined
    : { verb: verb.toLowerCase(), what: what.replaceAll(/^["[]|["\]]$/g, '') }
}

/** A line that only sequence diagrams have, such as `alt` and `end`. */
export function isSequence(text: string): boolean {
  return /^(?:alt|else|opt|loop|par|break|critical|group|ref|end|box|autonumber|activate|deactivate|destroy|return)\b|^(?:\.{3}|\|\|\||==)/i.test(
    text,
  )
}

/** A line about looks alone. */
export function isIdle(text: string): boolean {
  return idleLine.test(text)
}
