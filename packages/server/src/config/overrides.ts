import type { Environment } from './expand-variables.ts'
import { listKeys } from './key-list.ts'
import type { KeyInfo } from './key-list.ts'
import { configSchema } from './schema.ts'
import { withValue } from './tree.ts'
import type { Tree } from './tree.ts'

/** Values from the command line; they win over the environment and the file. */
export interface ConfigFlags {
  readonly listen?: string
  readonly dataDir?: string
}

/** A key that the environment (and for some a flag) can give. */
export interface OverridableKey {
  readonly path: readonly string[]
  readonly variable: string
  readonly flag?: '--listen' | '--data-dir'
  readonly info: KeyInfo
}

/** Every single value under `server`: each has a variable. */
export const overridableKeys: readonly OverridableKey[] = listKeys(configSchema)
  .filter((key) => key.name === 'server')
  .flatMap((server) => collect(server.keys, ['server']))

function collect(keys: readonly KeyInfo[], parent: readonly string[]): readonly OverridableKey[] {
  return keys.flatMap((info): readonly OverridableKey[] => {
    const path = [...parent, info.name]
    if (info.holds === 'one') return collect(info.keys, path)
    if (info.type.startsWith('list')) return []
    const variable = `STATUSGRAPH_${path.slice(1).join('_').toUpperCase()}`
    const name = path.join('.')
    const flag = name === 'server.listen' ? '--listen' : name === 'server.data_dir' ? '--data-dir' : undefined
    return [{ path, variable, info, ...(flag === undefined ? {} : { flag }) }]
  })
}

/** Lays environment and flags over the file: flag before variable before file. */
export function applyOverrides(tree: Tree | undefined, env: Environment, flags: ConfigFlags): Tree | undefined {
  const given = { '--listen': flags.listen, '--data-dir': flags.dataDir }
  return overridableKeys.reduce((before, key) => {
    // An empty variable is how a shell or a container says "not set".
    const fromVariable = env[key.variable] === '' ? undefined : env[key.variable]
    const fromFlag = key.flag === undefined ? undefined : given[key.flag]
    const text = fromFlag ?? fromVariable
    if (text === undefined) return before
    const file = fromFlag === undefined ? `$${key.variable}` : (key.flag ?? '')
    const value: Tree = { kind: 'scalar', place: { file, line: 1, column: 1 }, text }
    return withoutTwin(
      withValue(before, key.path, () => value),
      key.path,
      env,
    )
  }, tree)
}

/** A secret from the environment replaces the file's `…_file`, and the other way round; both from the environment stay a fault. */
function withoutTwin(tree: Tree | undefined, path: readonly string[], env: Environment): Tree | undefined {
  const name = path.at(-1) ?? ''
  const twin = name.endsWith('_file') ? name.replace(/_file$/, '') : `${name}_file`
  const twinPath = [...path.slice(0, -1), twin]
  const variable = overridableKeys.find((key) => key.path.join('.') === twinPath.join('.'))?.variable
  if (variable === undefined || (env[variable] ?? '') !== '') return tree
  return withValue(tree, twinPath, () => undefined)
}
