import { strFromU8, strToU8 } from 'fflate'
import { inflateBounded } from '../inflate-bounded.ts'
import { importLimits } from '../limits.ts'
import { decodePercents } from '../plain-text.ts'

export type Unpacked = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly message: string }

/**
 * The XML of a page that draw.io has packed: base64 of a raw deflate stream of percent-encoded text.
 *
 * @param budget how many bytes may come out
 */
export function unpackPage(packed: string, budget: number = importLimits.inflated): Unpacked {
  const compact = packed.replaceAll(/\s+/g, '')
  // Some tools encode the text and do not pack it.
  if (/^%3C/i.test(compact)) return { ok: true, text: decodePercents(packed.trim()) }
  if (!/^[a-z0-9+/_-]*={0,2}$/i.test(compact)) {
    return { ok: false, message: 'The page is neither XML nor packed as draw.io does: base64 was expected.' }
  }
  const digits = compact.replaceAll('-', '+').replaceAll('_', '/').replaceAll('=', '')
  // A last digit that stands alone says nothing, and would be refused.
  const bytes = strToU8(atob(digits.length % 4 === 1 ? digits.slice(0, -1) : digits), true)
  const inflated = inflateBounded(bytes, 'raw', budget)
  if (inflated.ok) return { ok: true, text: decodePercents(strFromU8(inflated.bytes)) }
  const message =
    inflated.reason === 'too much'
      ? `The page unpacks to more than ${budget} bytes.`
      : 'The page is packed, and cannot be unpacked: its deflate stream is damaged.'
  return { ok: false, message }
}
