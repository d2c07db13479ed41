import { importLimits } from '../../limits.ts'
import { isTrue, numberOf, pickFrom, showValue } from './values.ts'
import type { Value } from './values.ts'

/** What an expression may ask of the world around it. */
export interface World {
  readonly variable: (name: string) => Value | undefined
  /** `undefined` when there is no such function. */
  readonly call: (name: string, args: readonly Value[]) => Value | undefined
  /** What a plain word stands for. */
  readonly word: (word: string) => string
}

interface Reader {
  readonly text: string
  at: number
  depth: number
  readonly world: World
}

/** A text that doubles in a loop would fill every memory. */
const longestText = 100_000

const levels = [['||'], ['&&'], ['==', '!=', '<=', '>=', '<', '>'], ['+', '-'], ['*', '/']] as const

/** The value of an expression as `!if`, `!return` and assignments have it; a text that is none has itself as value. */
export function evaluate(text: string, world: World): Value {
  const reader: Reader = { text, at: 0, depth: 0, world }
  const value = readLevel(reader, 0)
  skipSpace(reader)
  return reader.at < text.length ? text.trim() : value
}

function readLevel(reader: Reader, level: number): Value {
  const operators = levels[level]
  if (operators === undefined) return readUnary(reader)
  let value = readLevel(reader, level + 1)
  for (;;) {
    skipSpace(reader)
    const operator = operators.find((one) => reader.text.startsWith(one, reader.at))
    if (operator === undefined) return value
    reader.at += operator.length
    value = apply(operator, value, readLevel(reader, level + 1))
  }
}

function apply(operator: (typeof levels)[number][number], left: Value, right: Value): Value {
  const areNumbers = typeof left === 'number' && typeof right === 'number'
  const truth = (is: boolean): Value => (is ? 1 : 0)
  const compare = areNumbers ? left - right : order(showValue(left), showValue(right))
  switch (operator) {
    case '||':
      return truth(isTrue(left) || isTrue(right))
    case '&&':
      return truth(isTrue(left) && isTrue(right))
    case '==':
      return truth(showValue(left) === showValue(right))
    case '!=':
      return truth(showValue(left) !== showValue(right))
    case '<':
      return truth(compare < 0)
    case '>':
      return truth(compare > 0)
    case '<=':
      return truth(compare <= 0)
    case '>=':
      return truth(compare >= 0)
    case '+':
      return areNumbers ? left + right : (showValue(left) + showValue(right)).slice(0, longestText)
    case '-':
      return numberOf(left) - numberOf(right)
    case '*':
      return numberOf(left) * numberOf(right)
    case '/':
      return numberOf(right) === 0 ? 0 : Math.trunc(numberOf(left) / numberOf(right))
  }
}

function order(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}

function readUnary(reader: Reader): Value {
  skipSpace(reader)
  const { text, at } = reader
  if (reader.depth >= importLimits.depth) {
    reader.at = text.length
    return ''
  }
  reader.depth++
  try {
    if (text[at] === '!' && text[at + 1] !== '=') {
      reader.at++
      return isTrue(readUnary(reader)) ? 0 : 1
    }
    if (text[at] === '-') {
      reader.at++
      return -numberOf(readUnary(reader))
    }
    return readAccess(reader, readPrimary(reader))
  } finally {
    reader.depth--
  }
}

function readAccess(reader: Reader, value: Value): Value {
  let found = value
  while (typeof found === 'object') {
    const name = take(reader, /\.([\p{L}_][\p{L}\p{N}_]*)/uy)
    if (name !== undefined) found = pickFrom(found, name.slice(1))
    else if (reader.text[reader.at] === '[') {
      reader.at++
      const key = readLevel(reader, 0)
      skipSpace(reader)
      if (reader.text[reader.at] === ']') reader.at++
      found = pickFrom(found, key)
    } else return found
  }
  return found
}

function readPrimary(reader: Reader): Value {
  const quoted = take(reader, /"[^"]*"|'[^']*'/y)
  if (quoted !== undefined) return quoted.slice(1, -1)
  const number = take(reader, /\d+(?![\p{L}_])/uy)
  if (number !== undefined) return Number(number)
  const opening = reader.text[reader.at]
  if (opening === '(') {
    reader.at++
    const value = readLevel(reader, 0)
    skipSpace(reader)
    if (reader.text[reader.at] === ')') reader.at++
    return value
  }
  if (opening === '[') return readItems(reader, ']')
  if (opening === '{') return readObject(reader)
  const name = take(reader, /[%$]?[\p{L}_][\p{L}\p{N}_]*/uy)
  if (name === undefined) {
    // What is no expression goes by a character at a time, so that reading always ends.
    return reader.text[reader.at++] ?? ''
  }
  if (reader.text[reader.at] === '(') {
    const args = readItems(reader, ')')
    return reader.world.call(name, args) ?? ''
  }
  if (name === 'true') return 1
  if (name === 'false') return 0
  return reader.world.variable(name) ?? (name.startsWith('$') ? '' : reader.world.word(name))
}

function readItems(reader: Reader, end: string): readonly Value[] {
  reader.at++
  const items: Value[] = []
  for (;;) {
    skipSpace(reader)
    if (reader.at >= reader.text.length) return items
    if (reader.text[reader.at] === end) {
      reader.at++
      return items
    }
    if (reader.text[reader.at] === ',') reader.at++
    else items.push(readLevel(reader, 0))
  }
}

function readObject(reader: Reader): Value {
  reader.at++
  const object = new Map<string, Value>()
  for (;;) {
    skipSpace(reader)
    if (reader.at >= reader.text.length) return object
    const character = reader.text[reader.at]
    if (character === '}') {
      reader.at++
      return object
    }
    if (character === ',') {
      reader.at++
      continue
    }
    const key = readPrimary(reader)
    skipSpace(reader)
    if (reader.text[reader.at] === ':') reader.at++
    object.set(showValue(key), readLevel(reader, 0))
  }
}

function take(reader: Reader, pattern: RegExp): string | undefined {
  pattern.lastIndex = reader.at
  const found = pattern.exec(reader.text)?.[0]
  if (found !== undefined) reader.at += found.length
  return found
}

function skipSpace(reader: Reader): void {
  while (reader.text[reader.at] === ' ' || reader.text[reader.at] === '\t') reader.at++
}
