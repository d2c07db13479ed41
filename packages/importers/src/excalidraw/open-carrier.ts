import { Unzlib, strFromU8 } from 'fflate'
import type { FilePlace } from '../draft.ts'
import { placeFinder } from '../find-place.ts'
import { importLimits } from '../limits.ts'

export type OpenedJson =
  | { readonly ok: true; readonly data: unknown }
  | { readonly ok: false; readonly message: string; readonly at: FilePlace }

/** The data of a drawing: a file of its own, a note of Obsidian's plugin, or an SVG that Excalidraw exported. */
export function openCarrier(text: string): OpenedJson {
  if (/<svg[\s>]/.test(text.slice(0, 4_096))) return openSvg(text)
  const fence = /^```(json|compressed-json)\s*$/m.exec(text)
  if (fence === null || text.trimStart().startsWith('{')) return parseJson(text, text, 0)
  const start = fence.index + fence[0].length
  if (fence[1] === 'compressed-json') {
    const message =
      'The drawing in this note is compressed: have Obsidian decompress it first ("Decompress current Excalidraw file").'
    return { ok: false, message, at: placeFinder(text)(fence.index) }
  }
  const end = text.indexOf('\n```', start)
  return parseJson(text.slice(start, end === -1 ? undefined : end), text, start)
}

function openSvg(text: string): OpenedJson {
  const missing = 'This SVG holds no Excalidraw drawing: export it with "embed scene".'
  const start = text.indexOf('<!-- payload-start -->')
  const end = text.indexOf('<!-- payload-end -->')
  if (start === -1 || end < start) return { ok: false, message: missing, at: { line: 1 } }
  const packed = text.slice(start, end).replace('<!-- payload-start -->', '').replaceAll(/\s+/g, '')
  const at = placeFinder(text)(start)
  const damaged = { ok: false as const, message: 'The drawing in this SVG is damaged and cannot be unpacked.', at }
  if (!/^[a-z0-9+/]+={0,2}$/i.test(packed) || packed.length % 4 === 1) return damaged
  const outer = parseJson(atob(packed.replaceAll('=', '')), text, start)
  if (!outer.ok || typeof outer.data !== 'object' || outer.data === null || !('encoded' in outer.data)) {
    return outer.ok ? outer : damaged
  }
  const { encoded } = outer.data
  if (typeof encoded !== 'string') return damaged
  const inflated = inflateBytes(encoded)
  return inflated === undefined ? damaged : parseJson(inflated, text, start)
}

/** The text of a zlib stream whose bytes are the characters of `encoded`; undefined when it is damaged or too much. */
function inflateBytes(encoded: string): string | undefined {
  const bytes = Uint8Array.from(encoded, (one) => one.charCodeAt(0))
  const parts: string[] = []
  let size = 0
  const isTooMuch = (): boolean => size > importLimits.inflated
  const unzlib = new Unzlib((part) => {
    size += part.length
    if (!isTooMuch()) parts.push(strFromU8(part, true))
  })
  try {
    for (let at = 0; at < bytes.length; at += 16_384) {
      unzlib.push(bytes.subarray(at, at + 16_384), at + 16_384 >= bytes.length)
      if (isTooMuch()) return undefined
    }
  } catch {
    return undefined
  }
  return new TextDecoder().decode(Uint8Array.from(parts.join(''), (one) => one.charCodeAt(0)))
}

function parseJson(json: string, file: string, offset: number): OpenedJson {
  try {
    const data: unknown = JSON.parse(json.replace(/^\uFEFF/, ''))
    return { ok: true, data }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const at = /at position (\d+)/.exec(reason)?.[1]
    const message = `This is no JSON: ${reason.replace(/ in JSON at position.*| \(line.*\)/, '')}.`
    // The end of the text is where JSON says nothing of a place.
    return { ok: false, message, at: placeFinder(file)(offset + (at === undefined ? json.length : Number(at))) }
  }
}
