import { Inflate, Unzlib } from 'fflate'
import { importLimits } from './limits.ts'

export type Inflated =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly reason: 'damaged' | 'too much' }

/** A stream is fed this much at once, so that a bomb is stopped before it fills the memory. */
const chunkBytes = 16 * 1024

/**
 * Unpacks bytes that a stranger packed.
 *
 * @param stream whether the bytes begin with the head of a zlib stream
 * @param budget how many bytes may come out
 */
export function inflateBounded(
  packed: Uint8Array,
  stream: 'raw' | 'zlib',
  budget: number = importLimits.inflated,
): Inflated {
  const parts: Uint8Array[] = []
  let size = 0
  const keep = (part: Uint8Array): void => {
    size += part.length
    if (size <= budget) parts.push(part)
  }
  const inflate = stream === 'raw' ? new Inflate(keep) : new Unzlib(keep)
  try {
    for (let at = 0; at < packed.length; at += chunkBytes) {
      inflate.push(packed.subarray(at, at + chunkBytes), at + chunkBytes >= packed.length)
      if (size > budget) return { ok: false, reason: 'too much' }
    }
  } catch {
    return { ok: false, reason: 'damaged' }
  }
  return { ok: true, bytes: join(parts, size) }
}

function join(parts: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
