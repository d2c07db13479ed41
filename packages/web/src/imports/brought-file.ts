import type { DiagramDiagnostic } from '@statusgraph/protocol'
import { refuseStrangers } from './many-files.ts'

/** A diagram that somebody brought. */
export interface BroughtFile {
  /** Another one each time, even for the same file. */
  readonly id: number
  /** Undefined for what was pasted. */
  readonly name: string | undefined
  readonly content: Blob | string
  /** The files that it was joined from, each with the line at which it begins. */
  readonly parts?: readonly FilePart[]
}

interface FilePart {
  readonly name: string
  readonly line: number
}

/** What a file says, for whoever has to put it right. */
export type FileText = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'unreadable' }

let counted = 0

function bringFile(file: File): BroughtFile {
  counted++
  return { id: counted, name: file.name, content: file }
}

const separator = '\n---\n'

/**
 * Several files as one, in the order of their names, as the manifests of a folder are read: between them stands what
 * parts documents in YAML. Files that are no set are refused with `NoDiagram`.
 */
export async function bringFiles(files: readonly File[]): Promise<BroughtFile | undefined> {
  const [only, second] = files
  if (only !== undefined && second === undefined) return bringFile(only)
  if (only === undefined) return undefined
  refuseStrangers(files.map(({ name }) => name))
  const sorted = files.toSorted((a, b) => (pathOf(a) < pathOf(b) ? -1 : 1))
  let line = 1
  const parts: FilePart[] = []
  const texts: string[] = []
  for (const file of sorted) {
    const text = await file.text()
    parts.push({ name: pathOf(file), line })
    texts.push(text)
    line += text.split('\n').length + 1
  }
  counted++
  const name = folderOf(sorted.map(pathOf)) ?? `${files.length} files`
  return { id: counted, name, content: new Blob([texts.join(separator)]), parts }
}

/** The folder that all of them were brought in. */
function folderOf([first = '', ...others]: readonly string[]): string | undefined {
  const folder = first.slice(0, first.indexOf('/') + 1)
  return folder !== '' && others.every((path) => path.startsWith(folder)) ? folder.slice(0, -1) : undefined
}

function pathOf(file: File): string {
  return file.webkitRelativePath || file.name
}

/** The diagnostics of a joined file, each in the file that it is about. */
export function placeInParts(
  { parts = [] }: BroughtFile,
  diagnostics: readonly DiagramDiagnostic[],
): DiagramDiagnostic[] {
  return diagnostics.map((diagnostic) => {
    const { line } = diagnostic
    const part = line === undefined ? undefined : parts.findLast((one) => one.line <= line)
    if (part === undefined || line === undefined) return diagnostic
    return { ...diagnostic, file: part.name, line: line - part.line + 1 }
  })
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
