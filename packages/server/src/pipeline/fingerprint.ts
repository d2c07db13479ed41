import { createHash } from 'node:crypto'
import { Secret } from '@statusgraph/sources'

/** A digest of configuration, secrets included: two are equal when nothing changed. It tells nothing of the secrets. */
export function fingerprintOf(value: unknown): string {
  const hash = createHash('sha256')
  addTo(hash, value)
  return hash.digest('base64')
}

function addTo(hash: ReturnType<typeof createHash>, value: unknown): void {
  if (value instanceof Secret) {
    hash.update(`secret:${readSecret(value)};`)
  } else if (Array.isArray(value)) {
    hash.update('[')
    for (const one of value) addTo(hash, one)
    hash.update(']')
  } else if (typeof value === 'object' && value !== null) {
    hash.update('{')
    for (const [key, one] of Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))) {
      hash.update(`${JSON.stringify(key)}:`)
      addTo(hash, one)
    }
    hash.update('}')
  } else hash.update(`${JSON.stringify(value) ?? 'undefined'};`)
}

// A secret whose file cannot be read now is the same as long as it stays unreadable.
function readSecret(secret: Secret): string {
  try {
    return JSON.stringify(secret.reveal())
  } catch {
    return 'unreadable'
  }
}
