import { strFromU8, strToU8 } from 'fflate'
import { boolean, literal, object, string } from 'zod'
import type { FilePlace } from '../draft.ts'
import { placeFinder } from '../find-place.ts'
import { inflateBounded } from '../inflate-bounded.ts'
import { importLimits } from '../limits.ts'
import { unpackNote } from './unpack-note.ts'

export type OpenedJson =
  | { readonly ok: true; readonly data: unknown }
  | { readonly ok: false; readonly message: string; readonly at: FilePlace }

/** What Excalidraw puts into pictures: the drawing as a text whose characters are bytes, packed or not. */
const wrapperSchema = object({
  encoding: literal('bstring'),
  compressed: boolean().catch(false),
  encoded: string(),
})

/**
 * The data of a drawing: a file of its own, a note of Obsidian's plugin, or what Excalidraw hid in an SVG or a PNG that
 * it exported.
 */
export function openCarrier(text: string): OpenedJson {
  if (/<svg[\s>]/.test(text.slice(0, 4_096))) return openSvg(text)
  const fence = /^```(json|compressed-json)\s*$/m.exec(text)
  if (fence === null || text.trimStart().startsWith('{')) return unwrap(parseJson(text, text, 0), { line: 1 })
  const start = fence.index + fence[0].length
  const end = text.indexOf('\n```', start)
  const inside = text.slice(start, end === -1 ? undefined : end)
  return fence[1] === 'json' ? parseJson(inside, text, start) : openPacked(inside, placeFinder(text)(fence.index))
}

function openPacked(inside: string, at: FilePlace): OpenedJson {
  const unpacked = unpackNote(inside.replaceAll(/\s+/g, ''), importLimits.inflated)
  const opened = unpacked.ok ? parseJson(unpacked.text, '', 0) : unpacked
  if (opened.ok) return opened
  const message =
    'The drawing in this note is compressed and cannot be unpacked: have Obsidian decompress it ("Decompress current Excalidraw file").'
  return { ok: false, message, at }
}

const beforePayload = '<!-- payload-start -->'

function openSvg(text: string): OpenedJson {
  const missing = 'This SVG holds no Excalidraw drawing: export it with "embed scene".'
  const start = text.indexOf(beforePayload)
  const end = text.indexOf('<!-- payload-end -->')
  if (start === -1 || end < start) return { ok: false, message: missing, at: { line: 1 } }
  const packed = text
    .slice(start + beforePayload.length, end)
    .replaceAll(/\s+/g, '')
    .replace(/={1,2}$/, '')
  const at = placeFinder(text)(start)
  if (!/^[a-z0-9+/]+$/i.test(packed) || packed.length % 4 === 1) return damaged(at)
  const bytes = atob(packed)
  // The first version held UTF-8; since then it is JSON whose texts hold bytes.
  const isBytes = !/<!-- payload-version:1 -->/.test(text.slice(0, start))
  return unwrap(parseJson(isBytes ? bytes : strFromU8(strToU8(bytes, true)), text, start), at)
}

function unwrap(opened: OpenedJson, at: FilePlace): OpenedJson {
  const wrapper = wrapperSchema.safeParse(opened.ok ? opened.data : undefined).data
  if (wrapper === undefined) return opened
  const bytes = strToU8(wrapper.encoded, true)
  const inflated = wrapper.compressed ? inflateBounded(bytes, 'zlib') : { ok: true as const, bytes }
  if (!inflated.ok) return damaged(at)
  const inner = parseJson(strFromU8(inflated.bytes), '', 0)
  return inner.ok ? inner : damaged(at)
}

function damaged(at: FilePlace): OpenedJson {
  return { ok: false, message: 'The drawing in this picture is damaged and cannot be unpacked.', at }
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
