import { announcementSchema, cleanEditorName, routes } from '@statusgraph/protocol'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { findGraph } from '../graphs/routes.ts'
import { DomainError } from '../http/domain-error.ts'
import { readBody, readParam } from '../http/requests.ts'
import { serve } from '../http/routing.ts'
import type { Pipeline } from '../pipeline/pipeline.ts'
import type { Editors } from './editors.ts'

interface EditorRoutes {
  readonly pipeline: Pipeline
  readonly editors: Editors
}

/** Who edits a graph now. */
export function serveEditors(app: FastifyInstance, { pipeline, editors }: EditorRoutes): void {
  serve(app, routes.announceEditor, (request) => {
    const { id } = findGraph(pipeline, readParam(request, 'id')).info
    const editor = readEditorId(request)
    const name = cleanEditorName(readBody(request, announcementSchema).name)
    if (name === undefined) throw new DomainError('request/invalid', 'The name is empty.')
    if (!editors.announce(id, editor, name)) {
      throw new DomainError('editors/too-many', 'The edits themselves are saved as always.', {
        headers: { 'retry-after': '30' },
      })
    }
    return editors.list(id)
  })
  serve(app, routes.leaveGraph, (request) => {
    const { id } = findGraph(pipeline, readParam(request, 'id')).info
    editors.leave(id, readEditorId(request))
  })
}

function readEditorId(request: FastifyRequest): string {
  const id = readParam(request, 'editor')
  if (/^[\w-]{1,64}$/.test(id)) return id
  throw new DomainError('request/invalid', 'The id of an editor is 1 to 64 of a-z, A-Z, 0-9, _ and -.')
}
