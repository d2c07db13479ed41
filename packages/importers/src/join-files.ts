import { manyFileFormats } from '@statusgraph/model'
import type { ImportDiagnostic } from './draft.ts'
import type { ImportFile, ImportFormat } from './importer.ts'

/**
 * The files of a folder as one, for formats that take several documents: Kubernetes and Backstage. What is told about
 * them names the file and the line there.
 *
 * @example joinFiles([{ name: 'cart.yaml', text: cart }, { name: 'db.yaml', text: db }])
 */
export function joinFiles(files: readonly { readonly name: string; readonly text: string }[]): ImportFile {
  let line = 1
  const parts = files.map(({ name, text }) => {
    const part = { name, line }
    // The separator takes a line of its own.
    line += text.split('\n').length + 1
    return part
  })
  return { text: files.map(({ text }) => text).join('\n---\n'), parts }
}

/**
 * Why a file that was joined from many is none that can be read; undefined when it can. Any other format ends where its
 * first file ends, and whatever is read beyond that was never drawn by anybody.
 */
export function refuseParts({ parts = [] }: ImportFile, format: ImportFormat | undefined): string | undefined {
  if (parts.length < 2 || (format !== undefined && manyFileFormats.has(format))) return undefined
  const found = format === undefined ? 'these look like none of them' : `this is ${format}`
  return `Many files together are one diagram only as Kubernetes, Backstage, Structurizr or LikeC4, and ${found}: bring one file at a time.`
}

/** The diagnostic with the file that its line is in, and the line there. */
export function placeInPart(diagnostic: ImportDiagnostic, parts: ImportFile['parts']): ImportDiagnostic {
  const { line } = diagnostic
  const part = line === undefined ? undefined : parts?.findLast((one) => one.line <= line)
  if (part === undefined || line === undefined) return diagnostic
  return { ...diagnostic, file: part.name, line: line - part.line + 1 }
}
