import { longestLine } from './find-diagrams.ts'
import type { SourceLine } from './source-line.ts'

/** Takes comments out, and joins lines that end in a backslash; every line keeps its place. */
export function cleanSource(lines: readonly SourceLine[]): readonly SourceLine[] {
  const clean: { text: string; line: number }[] = []
  let isInComment = false
  let isContinued = false
  for (const { text, line } of lines) {
    const { kept, isOpen } = cutComments(text, isInComment)
    const wasInComment = isInComment
    isInComment = isOpen
    if (wasInComment && kept.trim() === '') continue
    if (/^\s*'/.test(kept)) continue
    const last = clean.at(-1)
    if (isContinued && last !== undefined) last.text += kept.trimStart()
    else clean.push({ text: kept, line })
    const joined = clean.at(-1)
    // A backslash pair is a backslash that was written; a lone one at the end goes on in the next line.
    isContinued = joined !== undefined && joined.text.length < longestLine && /(?<!\\)\\\s*$/.test(joined.text)
    if (isContinued && joined !== undefined) joined.text = joined.text.replace(/\\\s*$/, '')
  }
  return clean
}

function cutComments(text: string, isInComment: boolean): { kept: string; isOpen: boolean } {
  let kept = ''
  let at = 0
  let isOpen = isInComment
  while (at < text.length) {
    const next = text.indexOf(isOpen ? "'/" : "/'", at)
    if (!isOpen) kept += text.slice(at, next === -1 ? undefined : next)
    if (next === -1) break
    // Within a line it is a comment only when it ends there, too: `'//'` is a text.
    if (!isOpen && text.slice(0, next).trim() !== '' && !text.includes("'/", next + 2))
      return { kept: kept + text.slice(next), isOpen: false }
    at = next + 2
    isOpen = !isOpen
  }
  return { kept, isOpen }
}
