import type { ImportDiagnostic } from '../../draft.ts'
import type { Routine } from './blocks.ts'
import type { Value } from './values.ts'

/** A `!define`: a word that stands for a text, with parameters or without. */
export interface Define {
  readonly parameters: readonly { readonly name: string; readonly fallback: string }[] | undefined
  readonly body: string
}

/** What the preprocessor knows while it works, and what it may still spend. */
export interface Machine {
  readonly defines: Map<string, Define>
  readonly routines: Map<string, Routine>
  /** Variables, those of the innermost routine last. */
  readonly scopes: Map<string, Value>[]
  readonly diagnostics: ImportDiagnostic[]
  /** Files that the diagram includes and nobody opens. */
  readonly includes: { readonly target: string; readonly line: number }[]
  /** Steps and characters that are left before the preprocessor gives up. */
  steps: number
  characters: number
  depth: number
}

export function startMachine(diagnostics: ImportDiagnostic[]): Machine {
  return {
    defines: new Map(),
    routines: new Map(),
    scopes: [new Map()],
    diagnostics,
    includes: [],
    steps: 1_000_000,
    characters: 16 * 1024 * 1024,
    depth: 0,
  }
}

/** Whether there is still something to spend. */
export function spend(machine: Machine, characters = 0): boolean {
  machine.steps--
  machine.characters -= characters
  return machine.steps > 0 && machine.characters > 0
}

export function lookUp(machine: Machine, name: string): Value | undefined {
  return machine.scopes.at(-1)?.get(name) ?? machine.scopes[0]?.get(name)
}

/** Sets a variable where it is, or where its word says: `global` outside of every routine, `local` in this one. */
export function assign(machine: Machine, name: string, value: Value, where: 'global' | 'local' | undefined): void {
  const inner = machine.scopes.at(-1)
  const outer = machine.scopes[0]
  const isOuter = where === 'global' || (where === undefined && inner?.has(name) !== true && outer?.has(name) === true)
  const scope = isOuter ? outer : inner
  scope?.set(name, value)
}
