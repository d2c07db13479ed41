import { findJsonFault } from '@statusgraph/document-text'
import type { Draft, DraftChoice, ImportDiagnostic, ReadResult } from '../draft.ts'
import { placeFinder } from '../find-place.ts'
import type { ImportFile, Importer, ReadOptions } from '../importer.ts'
import { draftOfEnvironment, draftOfModel, draftOfView } from './build-draft.ts'
import { readDsl } from './dsl/read-dsl.ts'
import { readJson } from './read-json.ts'
import type { Workspace } from './workspace.ts'

/** Structurizr: workspaces in its language and as JSON. The model first; views and deployments are choices. */
export const importer: Importer = {
  format: 'structurizr',
  title: 'Structurizr',
  extensions: ['.dsl', '.structurizr'],
  detect,
  read,
}

function detect(text: string): number {
  const start = text.slice(0, 200_000)
  if (/^\s*\{/.test(start)) {
    return /"(?:softwareSystems|people)"\s*:\s*\[/.test(text) && /"model"\s*:/.test(text) ? 0.9 : 0
  }
  const isWorkspace = /^[^\S\n]*workspace\b[^\n{]*\{/m.test(start)
  const makes = /(?:^|=)[^\S\n]*(?:person|softwareSystem)[^\S\n]+\S/im.test(start)
  if (isWorkspace && (makes || /^[^\S\n]*model[^\S\n]*\{/m.test(start))) return 0.95
  return isWorkspace ? 0.6 : /(?:^|=)[^\S\n]*softwareSystem[^\S\n]+"/im.test(start) ? 0.7 : 0
}

function read(file: ImportFile, { choice }: ReadOptions): ReadResult {
  const text = file.text.replace(/^\uFEFF/, '')
  const diagnostics: ImportDiagnostic[] = []
  const workspace = /^\s*\{/.test(text) ? parseJson(text, diagnostics) : readDsl({ ...file, text }, diagnostics)
  if (workspace === undefined) return { ok: false, diagnostics }
  if (workspace.elements.size === 0) {
    const message =
      'There is no element in this workspace: expected lines such as shop = softwareSystem "Shop" within model.'
    return { ok: false, diagnostics: [...diagnostics, { kind: 'error', message, line: 1, column: 1 }] }
  }
  const offers = offerDrafts(workspace)
  const chosen = offers.find(({ id, name }) => id === choice || name === choice) ?? offers[0]
  const choices = offers.map(({ id, name }): DraftChoice => ({ id, name }))
  const draft = chosen?.draft() ?? draftOfModel(workspace)
  return { ok: true, draft, choices: choices.length > 1 ? choices : [], chosen: chosen?.id, diagnostics }
}

interface Offer extends DraftChoice {
  readonly draft: () => Draft
}

/** The model, each view, and each deployment that no view shows. */
function offerDrafts(workspace: Workspace): readonly Offer[] {
  const hasModel = [...workspace.elements.values()].some(({ environment }) => environment === undefined)
  const model: Offer = { id: 'model', name: 'The whole model', draft: () => draftOfModel(workspace) }
  const environments = workspace.environments.map((name): Offer => ({
    id: `deployment ${name}`,
    name: `Deployment: ${name}`,
    draft: () => draftOfEnvironment(workspace, name),
  }))
  const views = workspace.views.map((view): Offer => ({
    id: `view ${view.key}`,
    name: `View: ${view.title ?? view.key}`,
    draft: () => draftOfView(workspace, view),
  }))
  return [...(hasModel ? [model] : []), ...environments, ...views]
}

function parseJson(text: string, diagnostics: ImportDiagnostic[]): Workspace | undefined {
  try {
    const json: unknown = JSON.parse(text)
    return readJson(json, diagnostics)
  } catch (error) {
    const { reason, offset } = findJsonFault(text, error)
    diagnostics.push({
      kind: 'error',
      message: `This is no JSON: ${reason}.`,
      ...(offset === undefined ? {} : placeFinder(text)(offset)),
    })
    return undefined
  }
}
