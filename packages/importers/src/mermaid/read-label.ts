import type { Cursor } from './cursor.ts'
import { take, takeUntil } from './cursor.ts'
import { flowText, markdownText } from './label-text.ts'

export interface Label {
  readonly text: string
  /** As written, for the links in it. */
  readonly raw: string
  readonly isQuoted: boolean
}

const longestLabel = 20_000

/** A text up to one of the closers: quoted, as a Markdown string, or bare. Undefined, and stays, when none closes it. */
export function readLabel(
  cursor: Cursor,
  closers: readonly string[],
): { readonly label: Label; readonly closer: string } | undefined {
  const start = cursor.at
  take(cursor, /\s*/y)
  const quoted = readQuoted(cursor)
  if (quoted !== undefined) {
    take(cursor, /\s*/y)
    const closer = closers.find((one) => cursor.text.startsWith(one, cursor.at))
    if (closer !== undefined) {
      cursor.at += closer.length
      return { label: quoted, closer }
    }
  }
  cursor.at = start
  const window = cursor.text.slice(start, Math.min(cursor.end, start + longestLabel))
  const found = closers
    .map((closer) => ({ closer, at: window.indexOf(closer) }))
    .filter(({ at }) => at !== -1)
    .toSorted((a, b) => a.at - b.at)[0]
  if (found === undefined) return undefined
  const raw = window.slice(0, found.at)
  // A text may go on behind its quotation.
  const [, said, more] = /^\s*"([^"]*)"([^"[\](){}|]*)$/.exec(raw) ?? []
  const text = said === undefined ? raw.trim().replaceAll(/^"|"$/g, '') : `${said}${more ?? ''}`.trim()
  // A quotation that something follows, or a text over several paragraphs, is a bracket that nobody closed.
  if (/\n\s*\n/.test(raw)) return undefined
  cursor.at = start + found.at + found.closer.length
  return { label: { text: flowText(text), raw, isQuoted: said !== undefined }, closer: found.closer }
}

/** A text in quotes, or in quotes and backticks; undefined when there is none here. */
export function readQuoted(cursor: Cursor): Label | undefined {
  const start = cursor.at
  const markdown = take(cursor, /"`/y)
  if (markdown !== undefined) {
    const raw = takeUntil(cursor, '`"', longestLabel)
    if (raw !== undefined) return { text: markdownText(raw), raw, isQuoted: true }
    cursor.at = start
  }
  if (take(cursor, /"/y) === undefined) return undefined
  const raw = takeUntil(cursor, '"', longestLabel)
  if (raw !== undefined) return { text: flowText(raw), raw, isQuoted: true }
  cursor.at = start
  return undefined
}
