import { diagramInPng, emptyPicture, isPng } from './diagram-in-png.ts'

/**
 * The text of a file that somebody brought: UTF-8 unless its first bytes say UTF-16, as a redirect on Windows writes.
 * Of a PNG it is the diagram that its tool put into it. What is no text becomes replacement characters; the mark at the
 * beginning is not part of the text.
 */
export function decodeText(bytes: Uint8Array): string {
  if (isPng(bytes)) return diagramInPng(bytes) ?? emptyPicture
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  return new TextDecoder('utf-8').decode(bytes)
}
