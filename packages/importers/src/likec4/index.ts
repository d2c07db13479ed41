import type { Draft, DraftChoice, ImportDiagnostic, ReadResult } from '../draft.ts'
import type { ImportFile, Importer, ReadOptions } from '../importer.ts'
import { draftOfDeployment, draftOfModel } from './build-draft.ts'
import { readFile } from './read-likec4.ts'

/** LikeC4: the model of a file, and its deployment as a choice. */
export const importer: Importer = {
  format: 'likec4',
  title: 'LikeC4',
  extensions: ['.c4', '.likec4', '.like-c4'],
  detect,
  read,
}

function detect(text: string): number {
  const hasModel = /^[^\S\n]*(?:model|deployment)[^\S\n]*\{/m.test(text)
  if (/^[^\S\n]*specification[^\S\n]*\{/m.test(text)) return hasModel ? 0.95 : 0.7
  // Structurizr, too, has a model: there it lies in a workspace.
  if (/^[^\S\n]*workspace\b/m.test(text)) return 0
  return hasModel && /\w[^\S\n]*=[^\S\n]*\w|->|'/.test(text) ? 0.6 : 0
}

function read(file: ImportFile, { choice }: ReadOptions): ReadResult {
  const diagnostics: ImportDiagnostic[] = []
  const found = readFile(file.text, diagnostics)
  const offers: (DraftChoice & { readonly draft: () => Draft })[] = []
  if (found.model.elements.length > 0) {
    offers.push({ id: 'model', name: 'The model', draft: () => draftOfModel(found, diagnostics) })
  }
  if (found.deployment.elements.length > 0) {
    offers.push({ id: 'deployment', name: 'The deployment', draft: () => draftOfDeployment(found, diagnostics) })
  }
  const chosen = offers.find(({ id, name }) => id === choice || name === choice) ?? offers[0]
  if (chosen === undefined) {
    const message = "There is no element in a model here: expected lines such as shop = system 'Shop' within model { }."
    return { ok: false, diagnostics: [...diagnostics, { kind: 'error', message, line: 1, column: 1 }] }
  }
  const choices = offers.length > 1 ? offers.map(({ id, name }) => ({ id, name })) : []
  return { ok: true, draft: chosen.draft(), choices, chosen: chosen.id, diagnostics }
}
