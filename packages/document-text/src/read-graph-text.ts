import { parseGraphDocument } from '@statusgraph/model'
import type { GraphDocument } from '@statusgraph/model'
import { readDocumentText } from './read-document-text.ts'
import type { TextFault } from './read-document-text.ts'

export type GraphText =
  | { readonly ok: true; readonly graph: GraphDocument }
  | { readonly ok: false; readonly faults: readonly TextFault[] }

/**
 * Reads a graph document as people write it, YAML or JSON, with every fault at its line and column.
 *
 * @param fallbackId the id of a document that names none
 */
export function readGraphText(text: string, file: string, fallbackId?: string): GraphText {
  const document = readDocumentText(text, file)
  if (!document.ok) return document
  const parsed = parseGraphDocument(document.value, fallbackId)
  if (parsed.ok) return parsed
  return {
    ok: false,
    faults: parsed.faults.map(({ path, message, hint }) => {
      const name = path
        .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
        .join('')
        .replace(/^\./, '')
      return {
        file,
        ...document.locate(path),
        message: name === '' ? message : `${name}: ${message}`,
        ...(hint === undefined ? {} : { hint }),
      }
    }),
  }
}
