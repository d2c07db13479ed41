const namedCharacters: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
}

/** The label of a manifest as a person reads it: no markup, no marks of line ends, white space folded. */
export function plainLabel({
  label,
  id = '',
  html,
  shape,
}: {
  readonly label?: string | undefined
  readonly id?: string | undefined
  readonly html?: boolean | undefined
  readonly shape?: string | undefined
}): string {
  if (label === undefined) return id
  if (html === true) return foldSpace(readEntities(stripTags(label)))
  const text = shape === 'record' || shape === 'Mrecord' ? readRecord(label) : label
  return foldSpace(readEntities(text.replaceAll(/\\[nlr]/g, ' ').replaceAll(/\\(.)/g, '$1')))
}

/** `a`, `a b`, `a b c`: every beginning of the words, the longest first, without the stereotype before them. */
export function wordRuns(words: readonly string[]): readonly string[] {
  const start = words.findIndex((word) => !word.startsWith('«'))
  const kept = words.slice(Math.max(0, start))
  return kept.map((_, count) => kept.slice(0, kept.length - count).join(' '))
}

/** White space of any kind and length is one space. */
export function foldSpace(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}

function stripTags(html: string): string {
  return html
    .replaceAll(/<\/?(?:br|td|tr|table|hr|vr|p|div|li|ul)\b[^<>]*>/gi, ' ')
    .replaceAll(/<\/?[a-z][^<>]*>/gi, '')
}

function readRecord(label: string): string {
  return label.replaceAll(/(?<!\\)<[^<>]*>/g, ' ').replaceAll(/(?<!\\)[{}|]/g, ' ')
}

function readEntities(text: string): string {
  return text.replaceAll(/&(?:#(\d+)|#x([0-9a-f]+)|([a-z]+));/gi, (whole, decimal, hex, name) => {
    if (typeof decimal === 'string') return String.fromCodePoint(Number(decimal))
    if (typeof hex === 'string') return String.fromCodePoint(Number.parseInt(hex, 16))
    return namedCharacters[String(name)] ?? whole
  })
}
