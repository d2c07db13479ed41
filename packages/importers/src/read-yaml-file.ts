import type { FilePlace, ImportDiagnostic } from './draft.ts'
import type { ImportFile } from './importer.ts'
import { readYamlDocuments } from './yaml-documents.ts'
import type { YamlDocument, YamlText } from './yaml-documents.ts'

/**
 * Reads all documents of a file. The files of a folder are read each for itself: a quote that one of them does not close
 * must not swallow the next.
 */
export function readYamlFile({ text, parts }: ImportFile): YamlText {
  if (parts === undefined || parts.length < 2) return readYamlDocuments(text)
  const lines = text.split('\n')
  const documents: YamlDocument[] = []
  const diagnostics: ImportDiagnostic[] = []
  parts.forEach(({ line }, at) => {
    // Before the next file stands the separator.
    const end = (parts[at + 1]?.line ?? lines.length + 2) - 2
    const part = lines.slice(line - 1, end).join('\n')
    if (part.trim() === '') return
    const read = readYamlDocuments(part)
    const shift = <T extends Partial<FilePlace>>(place: T): T =>
      place.line === undefined ? place : { ...place, line: place.line + line - 1 }
    diagnostics.push(...read.diagnostics.map(shift))
    if (!read.ok) return
    for (const document of read.documents) {
      documents.push({ value: document.value, locate: (path) => shift(document.locate(path)) })
    }
  })
  if (documents.length === 0) return { ok: false, diagnostics }
  const told = diagnostics.map((one) => (one.kind === 'error' ? { ...one, kind: 'lost' as const } : one))
  return { ok: true, documents, diagnostics: told }
}
