import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from './check.ts'
import type { Check } from './check.ts'

/** The part of package-lock.json that is read. */
interface Lock {
  readonly packages: Readonly<Record<string, { readonly optionalDependencies?: Readonly<Record<string, string>> }>>
}

/**
 * Whether the lock names the native parts of every platform. Where the registry did not have one yet, npm leaves it
 * out in silence, and then newer npm refuses to install from the lock, on every platform.
 */
export const lock: Check = {
  name: 'lock',
  async run() {
    const missing = findMissingParts(JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')))
    if (missing.length === 0) return { passed: 1, failed: 0, details: '' }
    const advice = 'use a version whose parts all exist (npm view NAME versions) and make the lock again'
    return { passed: 0, failed: 1, details: `the lock lacks ${missing.join(', ')}; ${advice}` }
  },
}

/** Optional dependencies of locked packages that are not locked themselves. */
export function findMissingParts({ packages }: Lock): readonly string[] {
  const locked = new Set(Object.keys(packages).map((path) => path.slice(path.lastIndexOf('node_modules/') + 13)))
  const wanted = Object.values(packages).flatMap((one) => Object.keys(one.optionalDependencies ?? {}))
  return [...new Set(wanted)].filter((name) => !locked.has(name)).toSorted()
}
