import type { ImportDiagnostic } from '../../draft.ts'
import { importLimits } from '../../limits.ts'
import type { SourceLine } from '../source-line.ts'

/** A routine that the diagram defines: a procedure writes lines, a function gives a value. */
export interface Routine {
  readonly name: string
  readonly parameters: readonly { readonly name: string; readonly fallback?: string | undefined }[]
  readonly isFunction: boolean
  /** Its arguments are text as it stands. */
  readonly isUnquoted: boolean
  readonly body: readonly Block[]
}

/** The lines of a diagram by what the preprocessor does with them. */
export type Block =
  | { readonly kind: 'line'; readonly source: SourceLine }
  | { readonly kind: 'directive'; readonly name: string; readonly rest: string; readonly source: SourceLine }
  | { readonly kind: 'routine'; readonly routine: Routine }
  | { readonly kind: 'choice'; readonly branches: readonly Branch[] }
  | {
      readonly kind: 'loop'
      readonly loop: 'while' | 'foreach'
      readonly rest: string
      readonly body: readonly Block[]
      readonly line: number
    }

export interface Branch {
  /** The directive that opens it, such as `if` or `ifdef`; `else` always holds. */
  readonly test: string
  readonly rest: string
  readonly body: readonly Block[]
}

interface Frame {
  readonly end: RegExp
  readonly name: string
  readonly line: number
  body: Block[]
  readonly close: () => Block
  readonly branch?: (test: string, rest: string) => void
}

const directive = /^\s*!\s*(\$?[\p{L}_][\p{L}\p{N}_]*)(.*)$/u
const routineDefinition =
  /^\s*!((?:(?:final|unquoted)\s+)*)(procedure|function|definelong)\s+(\$?[\p{L}_][\p{L}\p{N}_]*)\s*(.*)$/iu

/** Parts the lines of a diagram into what is written, defined, chosen and repeated. */
export function readBlocks(lines: readonly SourceLine[], diagnostics: ImportDiagnostic[]): readonly Block[] {
  const root: Block[] = []
  const frames: Frame[] = []
  const top = (): Block[] => frames.at(-1)?.body ?? root
  for (const source of lines) {
    const { text, line } = source
    const frame = frames.at(-1)
    if (frame?.end.test(text) === true) {
      frames.pop()
      top().push(frame.close())
      continue
    }
    const definition = routineDefinition.exec(text)
    if (definition !== null && canNest(frames.length, line, diagnostics)) {
      const oneLine = openRoutine(definition, line, frames)
      if (oneLine !== undefined) top().push(oneLine)
      continue
    }
    const [, name = '', rest = ''] = directive.exec(text) ?? []
    const word = name.toLowerCase()
    if (word === '') top().push({ kind: 'line', source })
    else if (/^(?:if|ifdef|ifndef)$/.test(word)) {
      if (canNest(frames.length, line, diagnostics)) openChoice(word, rest, line, frames)
    } else if (/^(?:while|foreach)$/.test(word)) {
      if (canNest(frames.length, line, diagnostics))
        openLoop(word === 'while' ? 'while' : 'foreach', rest, line, frames)
    } else if (/^(?:else|elseif)$/.test(word) && frame?.branch !== undefined) frame.branch(word, rest)
    else top().push({ kind: 'directive', name, rest, source })
  }
  // What is never closed is closed by the end of the diagram.
  for (let frame = frames.pop(); frame !== undefined; frame = frames.pop()) {
    diagnostics.push({ kind: 'guessed', message: `!${frame.name} is never closed.`, line: frame.line })
    top().push(frame.close())
  }
  return root
}

function canNest(depth: number, line: number, diagnostics: ImportDiagnostic[]): boolean {
  if (depth < importLimits.depth) return true
  diagnostics.push({ kind: 'lost', message: 'This lies too deep in other blocks.', line })
  return false
}

function openRoutine(definition: RegExpExecArray, line: number, frames: Frame[]): Block | undefined {
  const [, marks = '', word = '', name = '', rest = ''] = definition
  const [, parameterText, after = ''] = /^\(([^)]*(?:\([^)]*\)[^)]*)*)\)(.*)$/.exec(rest) ?? []
  const parameters = (parameterText ?? '').split(',').flatMap((part) => {
    const [parameter = '', ...fallback] = part.split('=')
    return parameter.trim() === ''
      ? []
      : [{ name: parameter.trim(), fallback: fallback.length === 0 ? undefined : fallback.join('=').trim() }]
  })
  const isFunction = word.toLowerCase() === 'function'
  const routine = (body: readonly Block[]): Block => ({
    kind: 'routine',
    routine: {
      name,
      parameters,
      isFunction,
      isUnquoted: /unquoted/i.test(marks) || word.toLowerCase() === 'definelong',
      body,
    },
  })
  const short = /^\s*!?return\b(.*)$/.exec(after)
  if (isFunction && short !== null) {
    const source = { text: after, line }
    return routine([{ kind: 'directive', name: 'return', rest: short[1] ?? '', source }])
  }
  const body: Block[] = []
  const end = /definelong/i.test(word) ? /^\s*!enddefinelong\b/i : /^\s*!\s*end\s*(?:procedure|function)\b/i
  frames.push({ end, name: word, line, body, close: () => routine(body) })
  return undefined
}

function openChoice(test: string, rest: string, line: number, frames: Frame[]): void {
  const branches: Branch[] = []
  const open = (test: string, rest: string): Block[] => {
    const body: Block[] = []
    branches.push({ test, rest, body })
    return body
  }
  const frame: Frame = {
    end: /^\s*!\s*endif\b/i,
    name: test,
    line,
    body: open(test, rest),
    close: () => ({ kind: 'choice', branches }),
    branch: (test, rest) => {
      frame.body = open(test, rest)
    },
  }
  frames.push(frame)
}

function openLoop(loop: 'while' | 'foreach', rest: string, line: number, frames: Frame[]): void {
  const body: Block[] = []
  const end = loop === 'while' ? /^\s*!\s*endwhile\b/i : /^\s*!\s*(?:endforeach|endfor)\b/i
  frames.push({ end, name: loop, line, body, close: () => ({ kind: 'loop', loop, rest, body, line }) })
}
