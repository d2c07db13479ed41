import { strFromU8 } from 'fflate'
import { inflateBounded } from './inflate-bounded.ts'
import { decodePercents } from './plain-text.ts'

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
/** Under which names draw.io and Excalidraw put a copy of the diagram into the PNG that they export. */
const keywords = new Set(['mxfile', 'mxGraphModel', 'application/vnd.excalidraw+json'])
/** More chunks than any picture has texts and pixels for. */
const mostChunks = 100_000

/** What a PNG without a diagram is as text. */
export const emptyPicture = '\ufffdPNG'

export function isPng(bytes: Uint8Array): boolean {
  return signature.every((byte, at) => bytes[at] === byte)
}

/** The text of the diagram that a PNG carries in one of its text chunks; undefined when it carries none. */
export function diagramInPng(bytes: Uint8Array): string | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = signature.length
  for (let count = 0; at + 8 <= bytes.length && count < mostChunks; count++) {
    const length = view.getUint32(at)
    const type = strFromU8(bytes.subarray(at + 4, at + 8), true)
    const text = textOf(type, bytes.subarray(at + 8, at + 8 + length))
    if (text !== undefined) return text
    // Length, type and checksum take four bytes each.
    at += length + 12
  }
  return undefined
}

function textOf(type: string, chunk: Uint8Array): string | undefined {
  if (type !== 'tEXt' && type !== 'zTXt' && type !== 'iTXt') return undefined
  const end = chunk.indexOf(0)
  if (end <= 0 || !keywords.has(strFromU8(chunk.subarray(0, end), true))) return undefined
  const value = chunk.subarray(end + 1)
  // draw.io writes all of them in percent-encoded characters, which every encoding has.
  if (type === 'tEXt') return decodePercents(strFromU8(value, true))
  if (type === 'zTXt') {
    const text = inflateText(value.subarray(1))
    // What a server of draw.io has packed has a plus in place of every space.
    return text === undefined ? undefined : decodePercents(text.replaceAll('+', ' '))
  }
  // A flag, a method, a language and a translated keyword stand before the text, the latter two ended by a zero.
  const language = value.indexOf(0, 2)
  const start = language === -1 ? -1 : value.indexOf(0, language + 1)
  if (start === -1) return undefined
  const rest = value.subarray(start + 1)
  const text = value[0] === 1 ? inflateText(rest) : strFromU8(rest)
  return text === undefined ? undefined : decodePercents(text)
}

/** The standard asks for a zlib stream, draw.io leaves out its head. */
function inflateText(packed: Uint8Array): string | undefined {
  const [first = 0, second = 0] = packed
  const hasHead = (first & 0x0f) === 8 && (first * 256 + second) % 31 === 0
  const inflated = inflateBounded(packed, hasHead ? 'zlib' : 'raw')
  return inflated.ok ? strFromU8(inflated.bytes) : undefined
}
