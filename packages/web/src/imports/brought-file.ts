/** A diagram that somebody brought. */
export interface BroughtFile {
  /** Another one each time, even for the same file. */
  readonly id: number
  /** Undefined for what was pasted. */
  readonly name: string | undefined
  readonly content: File | string
}

/** What a file says, for whoever has to put it right. */
export type FileText = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'unreadable' }

let counted = 0

export function bringFile(file: File): BroughtFile {
  counted++
  return { id: counted, name: file.name, content: file }
}

/** @param name of the file that the text was in, before somebody changed it here */
export function bringText(text: string, name?: string): BroughtFile {
  counted++
  return { id: counted, name, content: text }
}

export function sizeOf({ content }: BroughtFile): number {
  return typeof content === 'string' ? content.length : content.size
}

/** More than this nobody puts right in a field of a page. */
const longestText = 512 * 1024

/** The text of a file, when it is one and can be shown. */
export async function readText({ content }: BroughtFile): Promise<FileText> {
  if (typeof content === 'string') return { kind: 'text', text: content }
  if (content.size > longestText) return { kind: 'unreadable' }
  try {
    return { kind: 'text', text: new TextDecoder('utf-8', { fatal: true }).decode(await content.arrayBuffer()) }
  } catch {
    // Another encoding, a picture, or a file that is gone by now.
    return { kind: 'unreadable' }
  }
}
