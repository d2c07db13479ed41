import { readEnd, skipSpace } from './read-end.ts'
import type { EndText, LinkText } from './statement.ts'

const leftHead = String.raw`(<\|\|?|<\|:|<<|<|0\)|\(0\)|\(\)|0|\)|\}[|o]|[|o][|o]|[*o+^#@x}](?=[-=.~]))?`
const rightHead = String.raw`(\|\|>|:?\|>|>>|>|(?:\(0\)?|0\)?|\(|\(\))(?=\s)|[|o]\{|[|o]\||[*+^#@{]|[ox](?=[\s["(:]))?`
const style = String.raw`(?:\[([^\]\n]*)\])?`
const direction = '((?:[Ll]eft|LEFT|[Rr]ight|RIGHT|[Uu]p|UP|[Dd]own|DOWN|le|ri|do|[LRUDlrud])(?=[-=.~[(0]))?'
const ball = String.raw`(?:\(0\)|\(0|0\)|0(?=[-=.~]))?`
const arrow = new RegExp(`${leftHead}([-=.~]+)${style}${direction}${style}${ball}([-=.~]*)${rightHead}`, 'y')
const quoted = /"([^"]*)"/y
/** `Shop [number] --> Customer`: by what a class finds the other. */
const qualifier = /\[[^\][]*\](?=\s*(?:"[^"]*"\s*)?(?:[-=.~<*+#^}|]|[\p{L}\p{N}_]))/uy
/** What may stand between the second end and the label: a colour, a stereotype, an address. */
const trimmings = /\s*(?:#[^\s:]*|<<[^<>]*>>|\[\[[^\]]*\]\])/y

const arrowHeads = new Set(['<', '<<', '<|', '<||', '<|:', '>', '>>', '|>', '||>', ':|>', '^'])

/** Reads a line such as `[a] "1" -left-> (b) : label`; undefined when it is none. */
export function readLink(text: string): LinkText | undefined {
  const from = readEnd(text, 0)
  if (from === undefined) return undefined
  const first = readMultiplicity(text, skipQualifier(text, from.next))
  arrow.lastIndex = first.next
  const found = arrow.exec(text)
  if (found === null) return undefined
  const [whole, left = '', , styleBefore = '', hint = '', styleAfter = '', , right = ''] = found
  if (whole === '=') return undefined
  const second = readMultiplicity(text, skipQualifier(text, first.next + whole.length))
  const to = readEnd(text, second.next)
  if (to === undefined) return undefined
  const label = readLabel(text, to.next)
  if (label === undefined) return undefined
  const pointsLeft = arrowHeads.has(left)
  const pointsRight = arrowHeads.has(right)
  // What points in no direction, or in both, begins at the end above or at the left, as its author wanted to see it.
  const isTurned = pointsLeft === pointsRight ? /^[lu]/i.test(hint) : pointsLeft
  const styles = `${styleBefore},${styleAfter}`.toLowerCase()
  return {
    source: isTurned ? to.end : from.end,
    target: isTurned ? from.end : to.end,
    label,
    isHidden: /\bhidden\b/.test(styles),
    isBoth: pointsLeft && pointsRight,
    isDashed: /[.~]/.test(found[2] ?? '') || /\b(?:dashed|dotted)\b/.test(styles),
    hasMultiplicity: first.isThere || second.isThere,
    isMessage:
      /^-+$/.test(found[2] ?? '') &&
      hint === '' &&
      /^(?:<<?|[ox])?$/.test(left) &&
      /^(?:>>?|[ox])?$/.test(right) &&
      isPlain(from.end) &&
      isPlain(to.end),
  }
}

function isPlain({ word }: EndText): boolean {
  return word === undefined
}

function skipQualifier(text: string, at: number): number {
  const start = skipSpace(text, at)
  qualifier.lastIndex = start
  const found = qualifier.exec(text)
  return found === null ? at : start + found[0].length
}

function readMultiplicity(text: string, at: number): { readonly next: number; readonly isThere: boolean } {
  const start = skipSpace(text, at)
  quoted.lastIndex = start
  const found = quoted.exec(text)
  if (found === null) return { next: start, isThere: false }
  const next = skipSpace(text, start + found[0].length)
  // `a --> "b"` has no multiplicity: the quoted text is the end itself.
  const isEnd = next >= text.length || text[next] === ':'
  return isEnd ? { next: start, isThere: false } : { next, isThere: true }
}

function readLabel(text: string, at: number): string | undefined {
  let next = at
  for (;;) {
    trimmings.lastIndex = next
    const found = trimmings.exec(text)
    if (found === null) break
    next += found[0].length
  }
  next = skipSpace(text, next)
  if (next >= text.length) return ''
  return text[next] === ':' ? text.slice(next + 1).trim() : undefined
}
