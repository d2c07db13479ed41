import { findNearest } from '@statusgraph/model'
import type { Diagnostic } from './config.ts'
import { errorAt } from './read-yaml.ts'
import { mapScalars } from './tree.ts'
import type { Tree } from './tree.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/**
 * Puts environment variables where values say `${NAME}`; `$$` is a dollar. A dollar before anything else stays,
 * because PromQL is full of them (`$1` and `${1}` in label_replace, `$` in regular expressions).
 */
export function expandVariables(
  tree: Tree,
  env: Environment,
): { readonly tree: Tree; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = []
  const expanded = mapScalars(tree, (scalar) => {
    if (scalar.text === null || !scalar.text.includes('$')) return scalar
    const text = scalar.text.replaceAll(
      /\$\$|\$\{([A-Za-z_][^}]*)(\}?)/g,
      (whole, name: string | undefined, end: string) => {
        if (name === undefined) return '$'
        const value = isName(name) && end === '}' ? env[name] : undefined
        if (value === undefined) {
          const [message, hint] = wordFault(name, end, env)
          diagnostics.push(errorAt(scalar.place, message, hint))
        }
        return value ?? whole
      },
    )
    return { ...scalar, text }
  })
  return { tree: expanded, diagnostics }
}

function isName(name: string): boolean {
  return /^\w+$/.test(name)
}

function wordFault(name: string, end: string, env: Environment): readonly [string, string] {
  // What follows the name may be part of a password, or one that was meant as a default: it is never repeated.
  if (end !== '}') return ['"${" has no closing brace', 'write $$ for a dollar that is meant as it stands']
  if (!isName(name)) {
    const plain = /^\w+/.exec(name)?.[0] ?? 'NAME'
    return [`"\${${plain}…}" is more than a name`, `defaults are not understood: write \${${plain}} and set it`]
  }
  const near = findNearest(name, Object.keys(env))
  const hint =
    near === undefined ? 'set it, or write $$ for a dollar that is meant as it stands' : `did you mean ${near}?`
  return [`the environment variable ${name} is not set`, hint]
}
