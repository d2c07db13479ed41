import { diagramInPng, emptyPicture, isPng } from './diagram-in-png.ts'

/**
 * The text of a file that somebody brought: UTF-8 unless its first bytes say UTF-16, as a redirect on Windows writes.
 * A byte that is no UTF-8 is a letter of Latin-1, as Graphviz takes it and old editors wrote it. Of a PNG it is the
 * diagram that its tool put into it. What is no text becomes replacement characters; the mark at the beginning is not
 * part of the text.
 */
export function decodeText(bytes: Uint8Array): string {
  if (isPng(bytes)) return diagramInPng(bytes) ?? emptyPicture
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  const text = new TextDecoder('utf-8').decode(bytes)
  return text.includes('\ufffd') && !text.includes('\u0000') ? decodeMixed(bytes) : text
}

function decodeMixed(bytes: Uint8Array): string {
  const latin = new TextDecoder('windows-1252')
  const parts: string[] = []
  let start = 0
  for (let at = 0; at < bytes.length;) {
    const length = lengthOfCharacter(bytes, at)
    if (length === 0) {
      parts.push(new TextDecoder('utf-8').decode(bytes.subarray(start, at)), latin.decode(bytes.subarray(at, at + 1)))
      start = at + 1
    }
    at += Math.max(1, length)
  }
  parts.push(new TextDecoder('utf-8').decode(bytes.subarray(start)))
  return parts.join('')
}

/** How many bytes the character of UTF-8 has that begins there; 0 when none does. */
function lengthOfCharacter(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0
  if (first < 0x80) return 1
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2
  if (first < 0xc2 || first > 0xf4 || at + length > bytes.length) return 0
  return bytes.subarray(at + 1, at + length).every((byte) => byte >= 0x80 && byte < 0xc0) ? length : 0
}
