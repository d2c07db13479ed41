const namedCharacters: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
}

/** Markup that a label has though its manifest does not say so. */
const tags = /<\/?(?:b|i|u|br|font|table|tr|td|sub|sup)\b[^<>]*>/i

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
  if (html === true || tags.test(label)) return foldSpace(readEntities(stripTags(label)))
  const text = shape === 'record' || shape === 'Mrecord' ? readRecord(label) : label
  const plain = foldSpace(readEntities(text.replaceAll(/\\[nlr]/g, ' ').replaceAll(/\\(.)/g, '$1')))
  // A record of empty fields shows nothing, and is called by its name.
  return plain === '' && text !== label ? id : plain
}

/**
 * `a`, `a b`, `a b c`: every beginning of the words, the longest first, without stereotypes, icons and the mark of a
 * class among them. Words of Chinese or Japanese are cut where they have no space: they are joined with one and without.
 */
export function wordRuns(words: readonly string[]): readonly string[] {
  const kept = foldSpace(
    words
      .join(' ')
      .replaceAll(/«[^»]*»/g, ' ')
      .replaceAll(/<[$&][^<>]*>|<\/?color[^<>]*>/g, ' '),
  ).split(' ')
  const withoutMark = /^[ACEI@]$/.test(kept[0] ?? '') ? [kept, kept.slice(1)] : [kept]
  return withoutMark.flatMap((words) =>
    words.flatMap((_, count) => {
      const run = words.slice(0, words.length - count).join(' ')
      return run.search(cutWithin) >= 0 ? [run.replaceAll(cutWithin, ''), run.replaceAll(cutBeside, ''), run] : [run]
    }),
  )
}

const script = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef]`
const cutWithin = new RegExp(`(?<=${script}) (?=${script})`, 'gu')
const cutBeside = new RegExp(`(?<=${script}) | (?=${script})`, 'gu')

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

export function removeSpace(text: string): string {
  return text.replaceAll(/\s+/g, '')
}
