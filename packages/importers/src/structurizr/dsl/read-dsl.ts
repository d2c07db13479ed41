import type { ImportDiagnostic } from '../../draft.ts'
import type { ImportFile } from '../../importer.ts'
import { emptyWorkspace } from '../workspace.ts'
import type { Workspace } from '../workspace.ts'
import { readBody } from './read-model.ts'
import { readViews } from './read-views.ts'
import type { Reading } from './reading.ts'
import { readParts } from './join-parts.ts'

/** Reads a workspace in the Structurizr language; a part of one, such as a file that others include, too. */
export function readDsl(file: ImportFile, diagnostics: ImportDiagnostic[]): Workspace {
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
  readBody(reading, { groups: [], path: '' }, readParts(file, diagnostics))
  readViews(reading)
  if (reading.budget < 0) {
    diagnostics.push({
      kind: 'lost',
      message: 'Too much is not understood or too large; the rest of the file was not read.',
    })
  }
  return reading.workspace
}
