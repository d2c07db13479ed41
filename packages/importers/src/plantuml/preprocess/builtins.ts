import { lookUp } from './machine.ts'
import type { Machine } from './machine.ts'
import { isTrue, itemsOf, numberOf, pickFrom, showValue, sizeOf } from './values.ts'
import type { Value } from './values.ts'

type Builtin = (machine: Machine, args: readonly Value[]) => Value

const text = (args: readonly Value[], at: number): string => showValue(args[at] ?? '')
const truth = (is: boolean): Value => (is ? 1 : 0)

/**
 * The functions of the preprocessor that change what a diagram holds. Those that speak of the machine, the file or the
 * day have no value here: an import says the same everywhere.
 */
const builtins: Readonly<Record<string, Builtin>> = {
  true: () => 1,
  false: () => 0,
  not: (_, args) => truth(!isTrue(args[0] ?? '')),
  boolval: (_, args) => truth(isTrue(args[0] ?? '')),
  intval: (_, args) => numberOf(args[0] ?? 0),
  string: (_, args) => text(args, 0),
  newline: () => '\\n',
  n: () => '\\n',
  breakline: () => '\\n',
  tab: () => ' ',
  upper: (_, args) => text(args, 0).toUpperCase(),
  lower: (_, args) => text(args, 0).toLowerCase(),
  strlen: (_, args) => text(args, 0).length,
  size: (_, args) => sizeOf(args[0] ?? ''),
  strpos: (_, args) => text(args, 0).indexOf(text(args, 1)),
  substr: (_, args) => {
    const from = numberOf(args[1] ?? 0)
    return text(args, 0).slice(from, args[2] === undefined ? undefined : from + numberOf(args[2]))
  },
  chr: (_, args) => String.fromCodePoint(Math.min(0x10ffff, Math.max(0, numberOf(args[0] ?? 0)))),
  ord: (_, args) => text(args, 0).codePointAt(0) ?? 0,
  mod: (_, args) => (numberOf(args[1] ?? 0) === 0 ? 0 : numberOf(args[0] ?? 0) % numberOf(args[1] ?? 0)),
  splitstr: (_, args) => splitAt(text(args, 0), text(args, 1)),
  splitstr_regex: (_, args) => splitAt(text(args, 0), text(args, 1)),
  variable_exists: (machine, args) => truth(lookUp(machine, text(args, 0)) !== undefined),
  get_variable_value: (machine, args) => lookUp(machine, text(args, 0)) ?? '',
  function_exists: (machine, args) => truth(machine.routines.has(text(args, 0))),
  json_key_exists: (_, args) => truth(itemsOf(args[0] ?? '').some((key) => showValue(key) === text(args, 1))),
  get_json_keys: (_, args) => itemsOf(args[0] ?? ''),
  get_json_type: (_, args) =>
    Array.isArray(args[0]) ? 'array' : typeof args[0] === 'object' ? 'object' : typeof args[0],
  json_get: (_, args) => pickFrom(args[0] ?? '', args[1] ?? ''),
  retrieve_procedure_parameter: () => '',
}

/** The value of `%name(…)`; an empty text for what has none here. */
export function callBuiltin(machine: Machine, name: string, args: readonly Value[]): Value {
  return Object.hasOwn(builtins, name) ? (builtins[name]?.(machine, args) ?? '') : ''
}

function splitAt(text: string, separator: string): readonly Value[] {
  return separator === '' ? [text] : text.split(separator).slice(0, 10_000)
}
