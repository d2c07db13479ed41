import type { ImportDiagnostic } from '../../draft.ts'
import { importLimits } from '../../limits.ts'
import { readTokens } from './tokens.ts'
import type { Token } from './tokens.ts'

/** A line of the language, with what its braces hold. */
export interface Statement {
  readonly tokens: readonly Token[]
  readonly line: number
  /** Undefined when the line has no braces. */
  body: Statement[] | undefined
}

/**
 * Reads the statements of a text as a tree.
 *
 * @param before how many lines stand before the text where it comes from
 */
export function readStatements(text: string, diagnostics: ImportDiagnostic[], before = 0): readonly Statement[] {
  const root: Statement[] = []
  const open: Statement[] = []
  const into = (): Statement[] => open.at(-1)?.body ?? root
  let tooDeep = 0
  const lines = readTokens(text)
  if (lines.length >= importLimits.lines) {
    diagnostics.push({ kind: 'lost', message: `Only the first ${importLimits.lines} lines of the file were read.` })
  }
  for (const { tokens, line: ownLine } of lines) {
    const line = before + ownLine
    let words: Token[] = []
    const finish = (): void => {
      if (words.length > 0) into().push({ tokens: words, line, body: undefined })
      words = []
    }
    for (const token of tokens) {
      if (token.isQuoted || (token.text !== '{' && token.text !== '}')) {
        words.push(token)
      } else if (token.text === '{') {
        finish()
        // A brace in a line of its own belongs to the line before.
        const opened = into().at(-1)
        if (open.length >= importLimits.depth || opened === undefined) tooDeep++
        else {
          opened.body ??= []
          open.push(opened)
        }
        if (tooDeep === 1 && opened !== undefined)
          diagnostics.push({ kind: 'lost', message: 'Blocks lie too deep in one another.', line })
      } else {
        finish()
        if (tooDeep > 0) tooDeep--
        else if (open.pop() === undefined) diagnostics.push({ kind: 'lost', message: 'A } that closes nothing.', line })
      }
    }
    finish()
  }
  for (const { line } of open)
    diagnostics.push({ kind: 'guessed', message: 'A block is never closed: expected }.', line })
  return root
}
