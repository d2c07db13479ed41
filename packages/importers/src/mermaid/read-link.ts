import type { Cursor } from './cursor.ts'
import { sees, take } from './cursor.ts'
import { flowText } from './label-text.ts'
import { readLabel, readQuoted } from './read-label.ts'

export interface Link {
  readonly label: string
  readonly isInvisible: boolean
  /** There is a head at both ends. */
  readonly isBoth: boolean
  /** `<--`, with its only head at its beginning. */
  readonly isBack: boolean
  /** Given by `id@-->`. */
  readonly id?: string | undefined
}

const whole = /[xo<]?(?:--+[-xo>]|==+[=xo>]|-?\.+-[xo>]?)|~~~+/y
/** A link with its text inside begins like this … */
const begun = /[xo<]?(--|==|-\.)/y
/** … and ends like that. */
const endings: Readonly<Record<string, RegExp>> = {
  '--': /[xo<]?--+[-xo>]/,
  '==': /[xo<]?==+[=xo>]/,
  '-.': /[xo<]?-?\.+-[xo>]?/,
}
const headAtStart = /^[xo<]/
const headAtEnd = /[xo>]$/
const longestText = 2_000

/** A link of any kind and length, with its text in either form; undefined, and stays, when there is none. */
export function readLink(cursor: Cursor): Link | undefined {
  const start = cursor.at
  take(cursor, /\s*/y)
  const id = take(cursor, /([^\s"@{}[\]()]{1,200})@(?=[-=~<xo.])/y)?.[1]
  const link = take(cursor, whole)
  if (link !== undefined) {
    const isInvisible = link[0].startsWith('~')
    take(cursor, /\s*/y)
    const label = readPiped(cursor)
    take(cursor, /\s*/y)
    return { label, isInvisible, isBack: false, isBoth: headAtStart.test(link[0]) && headAtEnd.test(link[0]), id }
  }
  const [beginning = '', opening] = take(cursor, begun) ?? []
  const afterBeginning = cursor.at
  const inside = opening === undefined ? undefined : readInside(cursor, opening)
  if (inside === undefined) {
    // Mermaid has no such link: it would go on to read a text, up to the next arrow that it finds.
    cursor.at = afterBeginning
    const isBack = opening !== undefined && beginning.startsWith('<') && sees(cursor, /[ \t]*[^-=.\s]/y)
    take(cursor, /[ \t]*/y)
    if (isBack) return { label: '', isInvisible: false, isBoth: false, isBack, id }
    cursor.at = start
    return undefined
  }
  take(cursor, /\s*/y)
  const isBoth = headAtStart.test(beginning) && headAtEnd.test(inside.ending)
  return { label: inside.text, isInvisible: false, isBoth, isBack: false, id }
}

function readPiped(cursor: Cursor): string {
  if (take(cursor, /\|/y) === undefined) return ''
  return readLabel(cursor, ['|'])?.label.text ?? ''
}

/** The text of `-- text -->`, and how the link ends. */
function readInside(cursor: Cursor, opening: string): { readonly text: string; readonly ending: string } | undefined {
  take(cursor, /\s*/y)
  const start = cursor.at
  const quoted = readQuoted(cursor)
  const ending = endings[opening]
  if (ending === undefined) return undefined
  const rest = cursor.text.slice(cursor.at, Math.min(cursor.end, start + longestText))
  const found = ending.exec(rest.split('\n', quoted === undefined ? 1 : 2).join('\n'))
  if (found === null) return undefined
  const between = rest.slice(0, found.index)
  cursor.at += found.index + found[0].length
  const text = [quoted?.text ?? '', flowText(between)].filter((part) => part !== '').join(' ')
  return { text, ending: found[0] }
}
