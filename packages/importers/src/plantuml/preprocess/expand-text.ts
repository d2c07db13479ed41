import { splitArguments, unquote } from '../split-arguments.ts'
import { callBuiltin } from './builtins.ts'
import { evaluate } from './expression.ts'
import type { World } from './expression.ts'
import { lookUp, spend } from './machine.ts'
import type { Define, Machine } from './machine.ts'
import { pickFrom, showValue } from './values.ts'
import type { Value } from './values.ts'

/** How a routine of the diagram is called: given by the interpreter, which knows what to do with its body. */
export type CallFunction = (name: string, args: readonly Value[]) => Value | undefined

const deepest = 32
const word = /[%$]?[\p{L}_][\p{L}\p{N}_]*/uy
/** Every word begins where this finds something. */
const wordStart = /[%$\p{L}_]/gu

/** Puts the values of variables, functions and `!define` words into a text. */
export function expandText(machine: Machine, text: string, callFunction: CallFunction, depth = 0): string {
  if (depth > deepest || !spend(machine, text.length)) return text
  let expanded = ''
  let at = 0
  for (;;) {
    wordStart.lastIndex = at
    const start = wordStart.exec(text)?.index ?? text.length
    expanded += text.slice(at, start)
    if (start >= text.length) return joinWords(expanded)
    word.lastIndex = start
    const found = word.exec(text)?.[0] ?? text[start] ?? ''
    const replacement = replace(machine, text, start, found, callFunction, depth)
    expanded += replacement?.text ?? found
    at = replacement?.end ?? start + found.length
    // A word that stands for itself twelve times writes more than it reads.
    if (replacement !== undefined && !spend(machine, replacement.text.length)) return expanded + text.slice(at)
  }
}

/** `a##b` is `ab`; what has nothing before it, such as `##FF0000`, is a colour. */
function joinWords(text: string): string {
  return text.includes('##') ? text.replaceAll(/(?<=[\p{L}\p{N}_])##(?=[\p{L}\p{N}_])/gu, '') : text
}

function replace(
  machine: Machine,
  text: string,
  start: number,
  name: string,
  callFunction: CallFunction,
  depth: number,
): { readonly text: string; readonly end: number } | undefined {
  const after = start + name.length
  const isCall = text[after] === '('
  if (isCall && (name.startsWith('%') || machine.routines.get(name)?.isFunction === true)) {
    const isUnquoted = machine.routines.get(name)?.isUnquoted === true
    const args = splitArguments(text, after, isUnquoted ? 'plain' : 'expression')
    if (args === undefined) return undefined
    const world = worldOf(machine, callFunction)
    const values = args.parts.map((part) =>
      isUnquoted ? unquote(expandText(machine, part, callFunction, depth + 1)) : evaluate(part, world),
    )
    const value = name.startsWith('%') ? callBuiltin(machine, name.slice(1), values) : callFunction(name, values)
    return { text: showValue(value ?? ''), end: args.end }
  }
  if (name.startsWith('$')) return replaceVariable(machine, text, start, name)
  const define = machine.defines.get(name)
  return define === undefined ? undefined : replaceDefine(machine, text, after, define, callFunction, depth)
}

function replaceVariable(
  machine: Machine,
  text: string,
  start: number,
  name: string,
): { readonly text: string; readonly end: number } | undefined {
  // `$hostname` may be `$host` followed by `name`: the longest name that is known counts.
  for (let length = Math.min(name.length, 100); length > 1; length--) {
    let value = lookUp(machine, name.slice(0, length))
    if (value === undefined) continue
    let end = start + length
    while (typeof value === 'object') {
      const key: RegExpExecArray | null = /^(?:\.([\p{L}_][\p{L}\p{N}_]*)|\["?([^"\]]*)"?\])/u.exec(
        text.slice(end, end + 200),
      )
      if (key === null) break
      value = pickFrom(value, key[1] ?? key[2] ?? '')
      end += key[0].length
    }
    return { text: showValue(value), end }
  }
  return undefined
}

function replaceDefine(
  machine: Machine,
  text: string,
  after: number,
  { parameters, body }: Define,
  callFunction: CallFunction,
  depth: number,
): { readonly text: string; readonly end: number } | undefined {
  if (parameters === undefined) return { text: expandText(machine, body, callFunction, depth + 1), end: after }
  if (text[after] !== '(') return undefined
  const args = splitArguments(text, after, 'plain')
  if (args === undefined) return undefined
  const values = new Map(parameters.map(({ name, fallback }, at) => [name, unquote(args.parts[at] ?? fallback)]))
  const filled = body.replaceAll(/\$?[\p{L}_][\p{L}\p{N}_]*/gu, (name) => values.get(name) ?? name)
  return { text: expandText(machine, filled, callFunction, depth + 1), end: args.end }
}

/** What expressions see of the machine. */
export function worldOf(machine: Machine, callFunction: CallFunction): World {
  return {
    variable: (name) => lookUp(machine, name),
    call: (name, args) => (name.startsWith('%') ? callBuiltin(machine, name.slice(1), args) : callFunction(name, args)),
    word: (name) => expandText(machine, name, callFunction),
  }
}
