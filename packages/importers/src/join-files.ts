import type { ImportDiagnostic } from './draft.ts'
import type { ImportFile } from './importer.ts'

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

/** The diagnostic with the file that its line is in, and the line there. */
export function placeInPart(diagnostic: ImportDiagnostic, parts: ImportFile['parts']): ImportDiagnostic {
  const { line } = diagnostic
  const part = line === undefined ? undefined : parts?.findLast((one) => one.line <= line)
  if (part === undefined || line === undefined) return diagnostic
  return { ...diagnostic, file: part.name, line: line - part.line + 1 }
}
