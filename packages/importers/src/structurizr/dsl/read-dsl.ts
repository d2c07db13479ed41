import type { ImportDiagnostic } from '../../draft.ts'
import { emptyWorkspace } from '../workspace.ts'
import type { Workspace } from '../workspace.ts'
import { readBody } from './read-model.ts'
import { readViews } from './read-views.ts'
import type { Reading } from './reading.ts'
import { readStatements } from './statements.ts'

/** Reads a workspace in the Structurizr language; a part of one, such as a file that others include, too. */
export function readDsl(text: string, diagnostics: ImportDiagnostic[]): Workspace {
  const reading: Reading = {
    workspace: emptyWorkspace(),
    diagnostics,
    known: new Map(),
    constants: new Map(),
    archetypes: new Map(),
    views: [],
    isHierarchical: false,
    budget: 10_000_000,
  }
  readBody(reading, { groups: [], path: '' }, readStatements(text, diagnostics))
  readViews(reading)
  if (reading.budget < 0) {
    diagnostics.push({
      kind: 'lost',
      message: 'Too much is not understood or too large; the rest of the file was not read.',
    })
  }
  return reading.workspace
}
