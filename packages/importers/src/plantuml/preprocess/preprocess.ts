import type { ImportDiagnostic } from '../../draft.ts'
import type { SourceLine } from '../source-line.ts'
import { splitArguments, unquote } from '../split-arguments.ts'
import { readBlocks } from './blocks.ts'
import type { Block, Branch, Routine } from './blocks.ts'
import { evaluate } from './expression.ts'
import type { CallFunction } from './expand-text.ts'
import { expandText, worldOf } from './expand-text.ts'
import { assign, lookUp, spend, startMachine } from './machine.ts'
import type { Machine } from './machine.ts'
import { isTrue, itemsOf, showValue, sizeOf } from './values.ts'
import type { Value } from './values.ts'

/** What the preprocessor leaves: plain lines, and what it could not bring in. */
export interface Preprocessed {
  readonly lines: readonly SourceLine[]
  readonly includes: readonly { readonly target: string; readonly line: number }[]
}

/** Where lines go; `returned` is set by `!return`. */
interface Run {
  readonly machine: Machine
  readonly lines: SourceLine[]
  returned?: Value
  /** The line of the call, for everything that a routine writes. */
  readonly line?: number | undefined
}

const deepestCall = 48

/**
 * Carries out the directives of a diagram: definitions, variables, conditions, loops and calls. It opens no file; what
 * is included is handed back by name. Bounded in steps and size, so that a loop without end ends.
 */
export function preprocess(lines: readonly SourceLine[], diagnostics: ImportDiagnostic[]): Preprocessed {
  const machine = startMachine(diagnostics)
  const run: Run = { machine, lines: [] }
  runBlocks(run, readBlocks(lines, diagnostics))
  if (machine.steps <= 0 || machine.characters <= 0) {
    diagnostics.push({ kind: 'lost', message: 'The preprocessor was stopped: it writes without end.' })
  }
  return { lines: run.lines, includes: machine.includes }
}

function runBlocks(run: Run, blocks: readonly Block[]): void {
  for (const block of blocks) {
    if (run.returned !== undefined || !spend(run.machine)) return
    switch (block.kind) {
      case 'line':
        writeLine(run, block.source)
        break
      case 'directive':
        runDirective(run, block.name, block.rest, run.line ?? block.source.line)
        break
      case 'routine':
        run.machine.routines.set(block.routine.name, block.routine)
        break
      case 'choice': {
        const chosen = block.branches.find((branch) => holds(run, branch))
        if (chosen !== undefined) runBlocks(run, chosen.body)
        break
      }
      case 'loop':
        runLoop(run, block)
        break
    }
  }
}

function holds(run: Run, { test, rest }: Branch): boolean {
  const isDefined = (): boolean => {
    const name = rest.trim()
    return run.machine.defines.has(name) || lookUp(run.machine, name) !== undefined || run.machine.routines.has(name)
  }
  switch (test) {
    case 'ifdef':
      return isDefined()
    case 'ifndef':
      return !isDefined()
    case 'else':
      return true
    default:
      return isTrue(valueOf(run, rest))
  }
}

function runLoop(run: Run, { loop, rest, body }: Extract<Block, { kind: 'loop' }>): void {
  if (loop === 'while') {
    while (run.returned === undefined && spend(run.machine) && isTrue(valueOf(run, rest))) runBlocks(run, body)
    return
  }
  const [, name = '', list = ''] = /^\s*\(?\s*(\$?[\p{L}_][\p{L}\p{N}_]*)\s+in\s+(.*)$/u.exec(rest) ?? []
  for (const item of itemsOf(valueOf(run, list.trim()))) {
    assign(run.machine, name, item, undefined)
    runBlocks(run, body)
    if (run.returned !== undefined || !spend(run.machine)) return
  }
}

/** Directives that say nothing about what a diagram holds. */
const idle = new Set([
  'theme',
  'pragma',
  'log',
  'assert',
  'dump_memory',
  'startsub',
  'endsub',
  'option',
  'exit',
  'enddefinelong',
])

function runDirective(run: Run, name: string, rest: string, line: number): void {
  const { machine } = run
  const word = name.toLowerCase()
  if (/^\s*\??=/.test(rest) || name.startsWith('$') || word === 'global' || word === 'local')
    return setVariable(run, name, rest, line)
  if (word === 'return') {
    run.returned = valueOf(run, rest)
    return
  }
  if (word === 'define') return define(machine, rest)
  if (word === 'undef') {
    machine.defines.delete(rest.trim())
    return
  }
  if (/^(?:include|import)/.test(word)) {
    machine.includes.push({ target: expandText(machine, rest.trim(), callerOf(run)), line })
    return
  }
  if (!idle.has(word)) machine.diagnostics.push({ kind: 'lost', message: `The directive !${name} is not known.`, line })
}

function setVariable(run: Run, name: string, rest: string, line: number): void {
  const where = name === 'global' || name === 'local' ? name : undefined
  const text = where === undefined ? name + rest : rest
  const [, variable, mark = '', value = ''] = /^\s*(\$?[\p{L}_][\p{L}\p{N}_]*)\s*(\??=)(.*)$/u.exec(text) ?? []
  if (variable === undefined) {
    run.machine.diagnostics.push({ kind: 'lost', message: 'Expected = after the name of a variable.', line })
    return
  }
  if (mark === '?=' && lookUp(run.machine, variable) !== undefined) return
  const found = valueOf(run, value)
  spend(run.machine, sizeOf(found))
  assign(run.machine, variable, found, where)
}

function define(machine: Machine, rest: string): void {
  const [, name = '', open, body = ''] = /^\s*(\$?[\p{L}_][\p{L}\p{N}_]*)(\()?(.*)$/u.exec(rest) ?? []
  if (open === undefined) {
    machine.defines.set(name, { parameters: undefined, body: body.trim() })
    return
  }
  const list = splitArguments(`(${body}`, 0, 'expression') ?? { parts: [], end: 1 }
  const parameters = list.parts.map((part) => {
    const [, parameter = part, fallback = ''] = /^([^=]*)=(.*)$/.exec(part) ?? []
    return { name: parameter.trim(), fallback: unquote(fallback) }
  })
  machine.defines.set(name, { parameters, body: body.slice(list.end - 1).trim() })
}

function valueOf(run: Run, text: string): Value {
  return evaluate(text.trim(), worldOf(run.machine, callerOf(run)))
}

function callerOf(run: Run): CallFunction {
  return (name, args) => {
    const routine = run.machine.routines.get(name)
    return routine?.isFunction === true ? (callRoutine(run, routine, args).returned ?? '') : undefined
  }
}

function writeLine(run: Run, source: SourceLine): void {
  const line = run.line ?? source.line
  if (writeProcedure(run, source.text, line)) return
  const text = expandText(run.machine, source.text, callerOf(run))
  // A !define may stand for several lines.
  for (const part of text.includes('\n') ? text.split('\n') : [text]) run.lines.push({ text: part, line })
}

/** Writes what a procedure writes, when the line calls one. */
function writeProcedure(run: Run, text: string, line: number): boolean {
  const [head = '', name = ''] = /^\s*(\$?[\p{L}_][\p{L}\p{N}_]*)\s*(?=\(|$)/u.exec(text) ?? []
  const routine = run.machine.routines.get(name)
  if (routine === undefined || routine.isFunction) return false
  const style = routine.isUnquoted ? 'plain' : 'expression'
  const args = text[head.length] === '(' ? splitArguments(text, head.length, style) : { parts: [], end: head.length }
  if (args === undefined) return false
  const caller = callerOf(run)
  const values = args.parts.map((part) => readArgument(run, part, routine, caller))
  const written = callRoutine(run, routine, values, line).lines
  // What follows the call, mostly an opening brace, belongs to the last line that it wrote.
  const rest = expandText(run.machine, text.slice(args.end), caller)
  const last = written.at(-1)
  if (rest.trim() !== '') written.splice(-1, 1, { text: (last?.text ?? '') + rest, line })
  for (const one of written) run.lines.push(one)
  return true
}

function readArgument(run: Run, part: string, { isUnquoted, parameters }: Routine, caller: CallFunction): Value {
  const [, name, value = ''] = /^(\$[\p{L}_][\p{L}\p{N}_]*)\s*=(?!=)\s*(.*)$/u.exec(part) ?? []
  const text = name === undefined ? part : value
  const read = isUnquoted ? unquote(expandText(run.machine, text, caller)) : valueOf(run, text)
  const isNamed = name !== undefined && parameters.some((parameter) => parameter.name === name)
  return isNamed
    ? new Map([
        [namedArgument, name],
        ['value', read],
      ])
    : name === undefined
      ? read
      : part
}

/** Marks an argument that is given by name, on its way to the routine; no text of a diagram holds it. */
const namedArgument = '\u0000name'

function callRoutine(run: Run, routine: Routine, args: readonly Value[], line?: number): Run {
  const inner: Run = { machine: run.machine, lines: [], line: line ?? run.line }
  const { machine } = run
  if (machine.depth >= deepestCall || !spend(machine)) return inner
  const scope = new Map<string, Value>()
  const positional: Value[] = []
  for (const arg of args) {
    const name = arg instanceof Map ? arg.get(namedArgument) : undefined
    if (arg instanceof Map && name !== undefined) scope.set(showValue(name), arg.get('value') ?? '')
    else positional.push(arg)
  }
  for (const { name, fallback } of routine.parameters) {
    if (scope.has(name)) continue
    const given = positional.shift()
    scope.set(name, given ?? (fallback === undefined ? '' : valueOf(run, fallback)))
  }
  machine.depth++
  machine.scopes.push(scope)
  runBlocks(inner, routine.body)
  machine.scopes.pop()
  machine.depth--
  return inner
}
