/** A number in [0, 1), the same row of them for the same seed. */
export type Random = () => number

/** Numbers that look random and are the same in every run (mulberry32). */
export function createRandom(seed: number): Random {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Texts that mean something to one reader or another. */
const telling = [
  '{',
  '}',
  '[',
  ']',
  '(',
  ')',
  '<',
  '>',
  '"',
  "'",
  '`',
  '"""',
  '/*',
  '*/',
  '//',
  '#',
  '%%',
  '--',
  '->',
  '-->',
  '<->',
  ':',
  ';',
  ',',
  '.',
  '|',
  '\\',
  '\n',
  '\r\n',
  '\t',
  '\u0000',
  '\uFEFF',
  '\uD800',
  '&a',
  '*a',
  '<<: *a',
  '!!js',
  '---\n',
  '@startuml\n',
  '@enduml\n',
  '!include x\n',
  '!procedure p()\n',
  'subgraph ',
  'end\n',
  'cluster_',
  'workspace {',
  '__proto__',
  'constructor',
  'null',
  'true',
  '1e999',
  '-1',
  '99999999999999999999',
  '&amp;',
  '&#0;',
  '&#x110000;',
  '<![CDATA[',
  '<!--',
  '\\u0000',
] as const
const longest = 200_000

/** A text with some damage: cuts, flips, repeats, parts of another text, and words that mean something. */
export function mutate(text: string, other: string, random: Random): string {
  let damaged = text
  for (let times = 1 + Math.floor(random() * 4); times > 0; times--) damaged = damage(damaged, other, random)
  return damaged.slice(0, longest)
}

function damage(text: string, other: string, random: Random): string {
  const at = Math.floor(random() * (text.length + 1))
  const to = Math.min(text.length, at + Math.floor(random() ** 3 * 2_000))
  const piece = text.slice(at, to)
  switch (Math.floor(random() * 9)) {
    case 0:
      return flip(text, at, random)
    case 1:
      return text.slice(0, at)
    case 2:
      return text.slice(0, at) + text.slice(to)
    case 3:
      return text.slice(0, at) + piece.repeat(2 + Math.floor(random() * 60)).slice(0, longest) + text.slice(at)
    case 4: {
      const start = Math.floor(random() * (other.length + 1))
      return text.slice(0, at) + other.slice(start, start + Math.floor(random() * 3_000)) + text.slice(at)
    }
    case 5:
      return text.slice(0, at) + (telling[Math.floor(random() * telling.length)] ?? '') + text.slice(to)
    case 6:
      return (
        text.slice(0, at) +
        (telling[Math.floor(random() * telling.length)] ?? '').repeat(1 + random() * 300) +
        text.slice(at)
      )
    case 7:
      return text.slice(0, at) + text.slice(to) + piece
    default:
      return swapLines(text, random)
  }
}

function flip(text: string, at: number, random: Random): string {
  const code = text.charCodeAt(at)
  if (Number.isNaN(code)) return text
  return text.slice(0, at) + String.fromCharCode(code ^ (1 << Math.floor(random() * 8))) + text.slice(at + 1)
}

function swapLines(text: string, random: Random): string {
  const lines = text.split('\n')
  const [one, two] = [Math.floor(random() * lines.length), Math.floor(random() * lines.length)]
  return lines
    .with(one, lines[two] ?? '')
    .with(two, lines[one] ?? '')
    .join('\n')
}
