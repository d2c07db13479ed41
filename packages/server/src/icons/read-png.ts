import { crc32 } from 'node:zlib'

export type ReadPng = { readonly ok: true; readonly png: Buffer } | { readonly ok: false; readonly reason: string }

export const pngLimits = { bytes: 256 * 1024, sidePx: 512 } as const

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
/** What a still picture is made of. Comments, profiles and further frames are left out, and whatever follows the end. */
const kept: ReadonlySet<string> = new Set(['IHDR', 'PLTE', 'tRNS', 'gAMA', 'sRGB', 'IDAT', 'IEND'])

/** Checks a PNG by its header and blocks, and writes it anew from those that draw. */
export function readPng(bytes: Buffer): ReadPng {
  if (bytes.length > pngLimits.bytes) return refuse(`it is larger than ${pngLimits.bytes / 1024} KiB`)
  if (!bytes.subarray(0, 8).equals(signature)) return refuse('it is not a PNG')
  const blocks: Buffer[] = []
  const seen = new Set<string>()
  for (let at = 8; !seen.has('IEND');) {
    if (at + 12 > bytes.length) return refuse('it is cut off')
    const length = bytes.readUInt32BE(at)
    const end = at + 12 + length
    if (end > bytes.length) return refuse('it is cut off')
    const type = bytes.toString('latin1', at + 4, at + 8)
    if (crc32(bytes.subarray(at + 4, end - 4)) !== bytes.readUInt32BE(end - 4)) return refuse('it is damaged')
    if (seen.size === 0) {
      if (type !== 'IHDR' || length !== 13) return refuse('it is not a PNG')
      const width = bytes.readUInt32BE(at + 8)
      const height = bytes.readUInt32BE(at + 12)
      if (width === 0 || height === 0 || width > pngLimits.sidePx || height > pngLimits.sidePx)
        return refuse(`it is ${width} × ${height} pixels, and ${pngLimits.sidePx} × ${pngLimits.sidePx} is the most`)
    }
    seen.add(type)
    if (kept.has(type)) blocks.push(bytes.subarray(at, end))
    at = end
  }
  if (!seen.has('IDAT')) return refuse('there is no picture in it')
  return { ok: true, png: Buffer.concat([signature, ...blocks]) }
}

function refuse(reason: string): ReadPng {
  return { ok: false, reason }
}
