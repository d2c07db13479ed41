import { Inflate, strFromU8 } from 'fflate'
import { importLimits } from '../limits.ts'

export type Unpacked = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly message: string }

/** Inflate is fed this much at once, so that a bomb is stopped before it fills the memory. */
const chunkBytes = 16 * 1024

/**
 * The XML of a page that draw.io has packed: base64 of a raw deflate stream of percent-encoded text.
 *
 * @param budget how many bytes may come out
 */
export function unpackPage(packed: string, budget: number = importLimits.inflated): Unpacked {
  const compact = packed.replaceAll(/\s+/g, '')
  if (!/^[a-z0-9+/_-]*={0,2}$/i.test(compact)) {
    return { ok: false, message: 'The page is neither XML nor packed as draw.io does: base64 was expected.' }
  }
  const digits = compact.replaceAll('-', '+').replaceAll('_', '/').replaceAll('=', '')
  // A last digit that stands alone says nothing, and would be refused.
  const bytes = Uint8Array.from(atob(digits.length % 4 === 1 ? digits.slice(0, -1) : digits), (one) =>
    one.charCodeAt(0),
  )
  const parts: Uint8Array[] = []
  let size = 0
  const isTooMuch = (): boolean => size > budget
  const inflate = new Inflate((part) => {
    size += part.length
    if (!isTooMuch()) parts.push(part)
  })
  try {
    for (let at = 0; at < bytes.length; at += chunkBytes) {
      inflate.push(bytes.subarray(at, at + chunkBytes), at + chunkBytes >= bytes.length)
      if (isTooMuch()) break
    }
  } catch {
    return { ok: false, message: 'The page is packed, and cannot be unpacked: its deflate stream is damaged.' }
  }
  if (isTooMuch()) return { ok: false, message: `The page unpacks to more than ${budget} bytes.` }
  return { ok: true, text: decodePercents(strFromU8(join(parts, size))) }
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

/** Old versions did not encode: a text with a stray percent sign is taken as it is. */
function decodePercents(text: string): string {
  if (text.startsWith('<')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
