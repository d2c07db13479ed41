import { readFileSync, statSync } from 'node:fs'
import { Secret } from '@statusgraph/sources'

/** A secret that is read again from its file when the file has changed, so that rotated tokens work without a restart. */
export function secretFromFile(path: string): Secret {
  let seen = ''
  let value = ''
  return new Secret(() => {
    const { mtimeMs, size, ino } = statSync(path)
    const now = `${mtimeMs} ${size} ${ino}`
    if (now !== seen) {
      value = readFileSync(path, 'utf8').trim()
      seen = now
    }
    return value
  })
}

/** The secret that a key or its `…_file` gives; undefined when neither does. */
export function secretOf(value: Secret | undefined, file: string | undefined): Secret | undefined {
  return value ?? (file === undefined ? undefined : secretFromFile(file))
}
