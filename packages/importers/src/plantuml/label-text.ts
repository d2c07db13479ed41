/** Names of entities that PlantUML and its writers use; other markup is cut. */
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

/** Pairs of marks that set type, longest first. What they enclose begins and ends without a space. */
const pairs = [
  /\*\*(?=\S)([^\n]*?\S)\*\*/g,
  /""(?=\S)([^\n]*?\S)""/g,
  /__(?=\S)([^\n]*?\S)__/g,
  /~~(?=\S)([^\n]*?\S)~~/g,
  /(?<![\w-])--(?=[^\s-])([^\n]*?[^\s-])--(?![\w-])/g,
  /(?<!:)\/\/(?=[^\s/])([^\n]*?[^\s/:])\/\//g,
] as const

/** A separator in the body of an element, and one with a title in it. */
const separator = /^\s*([-=._])\1+\s*$/
const titledSeparator = /^\s*([-=._])\1(.*[^\s=._-].*)\1\1\s*$/

/** The lines of a label as a person reads them: without markup, icons and what could not be brought in. */
export function labelLines(label: string): readonly string[] {
  // A backslash pair is a backslash: `C:\\new` has no end of a line in it.
  const parted = label
    .slice(0, 20_000)
    .replaceAll(/\\([nlr]|\\)/g, (whole, mark) => (mark === '\\' ? whole : '\n'))
    .replaceAll(String.raw`\t`, ' ')
    .replaceAll(/<br\s*\/?>/gi, '\n')
    .split('\n')
  return (
    parted
      // Alone, three dots are three dots.
      .filter((line) => parted.length === 1 || !separator.test(line))
      .map((line) => plainLine(untitled(line)).replaceAll(/\s+/g, ' ').trim())
      .filter((line) => line !== '')
  )
}

/** What is written in a separator or in the row of a table; every other line as it is. */
function untitled(line: string): string {
  if (/^\s*\|.*\|\s*$/.test(line)) return cellsOf(line)
  return (line.length < 200 ? titledSeparator.exec(line)?.[2] : undefined) ?? line
}

/** The cells of a row of a table, such as `|= Name |<#red> Value |`. */
function cellsOf(row: string): string {
  return row
    .split('|')
    .map((cell) => cell.replace(/^\s*(?:<#[^<>]*>)?\s*=?/, '').trim())
    .join(' ')
}

/** A label in one line. */
export function labelText(label: string): string {
  return labelLines(label).join(' ')
}

function plainLine(line: string): string {
  const plain = line
    .replaceAll(/\[\[([^[\]]*)\]\]/g, (_, link: string) => readLink(link)?.title ?? '')
    .replaceAll(/<:[^<>:\s]*:>/g, '')
    .replaceAll(/<[&$][^<>\n]*>/g, '')
    .replaceAll(
      /<\/?(?!u\+)(?:b|i|u|s|w|sub|sup|plain|code|math|latex|size|color|font|back|img|s|strike|del|text)\b[^<>\n]*>/gi,
      '',
    )
    .replaceAll(/<#[^<>\n]*>/g, '')
    // An icon that a library draws: the library was not brought in.
    .replaceAll(/\$[A-Za-z_]\w*\([^()\n]*\)/g, '')
    .replace(/^\s*={1,5}(?=[^=])\s*/, '')
    .replace(/^\s*[*#]{1,5}\s+(?=\S)/, '')
  // Marks that never close would be looked for again and again in a text without end.
  const used = plain.length > 1_000 ? [] : pairs
  const unmarked = used
    .reduce((text, pair) => text.replaceAll(pair, '$1'), plain)
    .replaceAll(/(\\)?~(?=[*/_"\-~<[=#|])/g, (_, slash) => (slash === undefined ? '' : '~'))
    .replaceAll(/\\\\/g, '\\')
  // Last and at once, because a character that is written by its number is never markup.
  return unmarked.replaceAll(
    /<U\+([0-9a-f]{1,6})>|&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/gi,
    (whole, unicode, decimal, hex, name) => {
      if (typeof decimal === 'string') return characterOf(Number(decimal))
      const digits: unknown = unicode ?? hex
      if (typeof digits === 'string') return characterOf(Number.parseInt(digits, 16))
      return entities[String(name)] ?? whole
    },
  )
}

/** `http://where{tooltip} title` */
export function readLink(link: string): { readonly url: string; readonly title: string } | undefined {
  const [, quoted, plain, title = ''] = /^\s*(?:"([^"]*)"|([^\s{}]+))\s*(?:\{[^{}]*\})?\s*(.*)$/.exec(link) ?? []
  const url = quoted ?? plain
  if (url === undefined || url === '') return undefined
  return { url, title: title.trim() === '' ? url : title.trim() }
}

function characterOf(code: number): string {
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
}
