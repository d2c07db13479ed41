/** Named characters that real labels use; a name that is not here stays as it was written. */
const namedCharacters: ReadonlyMap<string, string> = new Map(
  Object.entries({
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    nbsp: '\u00a0',
    ensp: ' ',
    emsp: ' ',
    thinsp: ' ',
    zwnj: '',
    zwj: '',
    shy: '',
    copy: '©',
    reg: '®',
    trade: '™',
    deg: '°',
    plusmn: '±',
    sup1: '¹',
    sup2: '²',
    sup3: '³',
    frac12: '½',
    micro: 'µ',
    para: '¶',
    sect: '§',
    middot: '·',
    bull: '•',
    hellip: '…',
    ndash: '–',
    mdash: '—',
    lsquo: '‘',
    rsquo: '’',
    ldquo: '“',
    rdquo: '”',
    laquo: '«',
    raquo: '»',
    larr: '←',
    uarr: '↑',
    rarr: '→',
    darr: '↓',
    harr: '↔',
    rArr: '⇒',
    hArr: '⇔',
    times: '×',
    divide: '÷',
    minus: '−',
    ne: '≠',
    le: '≤',
    ge: '≥',
    asymp: '≈',
    infin: '∞',
    euro: '€',
    pound: '£',
    yen: '¥',
    check: '✓',
    auml: 'ä',
    ouml: 'ö',
    uuml: 'ü',
    Auml: 'Ä',
    Ouml: 'Ö',
    Uuml: 'Ü',
    szlig: 'ß',
    eacute: 'é',
    egrave: 'è',
    agrave: 'à',
    ccedil: 'ç',
    num: '#',
    semi: ';',
    colon: ':',
    comma: ',',
    equals: '=',
    lpar: '(',
    rpar: ')',
    lsqb: '[',
    rsqb: ']',
    lbrace: '{',
    rbrace: '}',
    lcub: '{',
    rcub: '}',
    sol: '/',
    bsol: '\\',
    vert: '|',
    ast: '*',
    commat: '@',
    dollar: '$',
    percnt: '%',
    excl: '!',
    quest: '?',
    grave: '`',
    lowbar: '_',
  }),
)

/** Tags after which, or before which, a reader sees a new line. */
const breaks = new Set(
  'br hr p div li ul ol tr table thead tbody h1 h2 h3 h4 h5 h6 blockquote pre dl dt dd section article header footer'.split(
    ' ',
  ),
)
/** Tags that part words, as the cells of a table do. */
const gaps = new Set(['td', 'th'])
/** Tags whose text nobody reads. */
const unseen = new Set(['script', 'style', 'title', 'head', 'template', 'noscript'])

/**
 * The text of a label that is HTML: tags gone, lines kept, characters as they are read. What comes out is text, even
 * where it looks like a tag.
 *
 * @example htmlToText('<b>Orders</b><br>takes &amp; keeps') // 'Orders\ntakes & keeps'
 */
export function htmlToText(html: string): string {
  const parts: string[] = []
  let hiddenBy: string | undefined
  let at = 0
  while (at < html.length) {
    const opened = html.indexOf('<', at)
    if (opened === -1) break
    const tag = readTag(html, opened)
    // A tag that nothing closes is no tag, and neither is what follows it.
    if (tag === 'endless') break
    if (tag === undefined) {
      // A sign "less than", and no tag.
      if (hiddenBy === undefined) parts.push(html.slice(at, opened + 1))
      at = opened + 1
      continue
    }
    if (hiddenBy === undefined) parts.push(html.slice(at, opened))
    if (hiddenBy === undefined && unseen.has(tag.name) && !tag.isClosing) hiddenBy = tag.name
    else if (hiddenBy === tag.name && tag.isClosing) hiddenBy = undefined
    else if (hiddenBy === undefined && breaks.has(tag.name)) parts.push('\n')
    else if (hiddenBy === undefined && gaps.has(tag.name)) parts.push(' ')
    at = tag.end
  }
  if (hiddenBy === undefined) parts.push(html.slice(at))
  return tidyLines(decodeCharacters(parts.join('')))
}

/**
 * The text of a label that is Markdown: no signs of headings, lists, emphasis, code or links.
 *
 * @example markdownToText('## **Orders**\n- takes them') // 'Orders\ntakes them'
 */
export function markdownToText(markdown: string): string {
  const lines = markdown
    .split(/\r?\n/)
    .filter((line) => !/^\s*(?:```|~~~|[-*_]{3,}\s*$)/.test(line))
    .map((line) => line.replace(/^\s*(?:#{1,6}\s+|[-*+]\s+|>\s*)/, ''))
    .join('\n')
    .replaceAll(/!?\[([^[\]\n]{0,500})\]\([^()\s]{0,2000}\)/g, '$1')
    .replaceAll(/`([^`\n]{1,1000})`/g, (_span, code: string) => code.replaceAll('&', '&amp;').replaceAll('<', '&lt;'))
  return htmlToText(removeEmphasis(lines))
}

/** `**bold**` and `_slanted_` as they are read; a lone star or line stays. */
export function removeEmphasis(text: string): string {
  return text
    .replaceAll(/\*\*([^*\n]{1,1000})\*\*/g, '$1')
    .replaceAll(/(?<![\w*])(?:\*([^*\n]{1,1000})\*|_([^*_\n]{1,1000})_)(?![\w*])/g, '$1$2')
}

/** Whether a text that may be plain is marked up: a tag that people use in labels stands in it. */
export function looksLikeHtml(text: string): boolean {
  return /<\/?(?:br|b|i|u|s|em|strong|div|p|span|font|h[1-6]|sub|sup|small|table|tr|td|ul|ol|li|a|img|hr|code|pre)(?:\s[^<>]*)?\/?>/i.test(
    text,
  )
}

/** `&lt;`, `&#8594;` and `&#x2192;` as the characters they mean; one pass, so that nothing is decoded twice. */
export function decodeCharacters(text: string): string {
  if (!text.includes('&')) return text
  return text.replaceAll(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z][a-z0-9]{1,30}));/gi, (whole, decimal, hex, name) => {
    if (typeof decimal === 'string') return characterOf(Number(decimal)) ?? whole
    if (typeof hex === 'string') return characterOf(Number.parseInt(hex, 16)) ?? whole
    return namedCharacters.get(String(name)) ?? whole
  })
}

/** `%3C` and its like as the characters they mean; a text that is not encoded, or not all of it, stays as it is. */
export function decodePercents(text: string): string {
  if (!text.startsWith('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** No white space at the ends of lines, no empty lines, no runs of spaces. */
export function tidyLines(text: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => line.replaceAll(/[^\S\n]+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n')
}

function characterOf(code: number): string | undefined {
  const isCharacter = code <= 0x10ffff && (code >= 32 || code === 9 || code === 10 || code === 13)
  return isCharacter && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : undefined
}

function readTag(
  html: string,
  opened: number,
): { readonly name: string; readonly isClosing: boolean; readonly end: number } | 'endless' | undefined {
  if (html.startsWith('<!--', opened)) {
    const end = html.indexOf('-->', opened + 4)
    return { name: '!', isClosing: false, end: end === -1 ? html.length : end + 3 }
  }
  const match = /^<(\/?)([a-z][a-z0-9:-]{0,40})(?=[\s/>])/i.exec(html.slice(opened, opened + 48))
  if (match === null) return undefined
  let at = opened + match[0].length
  let quote = ''
  for (; at < html.length; at++) {
    const character = html.charAt(at)
    if (quote === '' && character === '>') {
      return { name: String(match[2]).toLowerCase(), isClosing: match[1] === '/', end: at + 1 }
    }
    if (quote === '' && (character === '"' || character === "'")) quote = character
    else if (character === quote) quote = ''
  }
  return 'endless'
}
