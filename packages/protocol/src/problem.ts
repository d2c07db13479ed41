import * as z from 'zod/mini'
import { _default as withDefault } from 'zod/mini'
import { diagramDiagnosticSchema } from './imports.ts'

/** One fault of a refused document or request, at the path of the value that is wrong. */
export const problemFaultSchema = z.object({
  path: z.array(z.union([z.string(), z.number()])),
  message: z.string(),
  hint: z.optional(z.string()),
})

/** RFC 9457 problem details; `code` is stable and for machines. */
export const problemSchema = z.looseObject({
  type: withDefault(z.string(), 'about:blank'),
  title: z.string(),
  status: z.int(),
  detail: z.optional(z.string()),
  code: z.string(),
  /** Each fault of a refused document. */
  faults: z.optional(z.array(problemFaultSchema)),
  /** With `import/unreadable`: everything that is known about the file, with at least one `error`. */
  diagnostics: z.optional(z.array(diagramDiagnosticSchema)),
  /** With `graph/stale` and `topology/source-stale`: the revision that the request expected. */
  expected: z.optional(z.int()),
  /** With `graph/stale` and `topology/source-stale`: the revision that is stored. */
  current: z.optional(z.int()),
})
export type Problem = z.infer<typeof problemSchema>

/** Every code that the server answers with, its HTTP status and its title. */
export const problemKinds = {
  'graph/not-found': { status: 404, title: 'There is no such graph' },
  'graph/exists': { status: 409, title: 'A graph with this id exists already' },
  'graph/read-only': { status: 409, title: 'This graph comes from a file and is read-only here' },
  'graph/stale': { status: 412, title: 'Somebody else saved first' },
  'graph/invalid': { status: 422, title: 'The graph document is not valid' },
  'graph/revision-required': { status: 428, title: 'Say in If-Match which revision you started from' },
  'export/too-large': { status: 422, title: 'The map is too large for a picture' },
  'import/unreadable': { status: 422, title: 'The file cannot be read' },
  'icon/not-found': { status: 404, title: 'There is no such icon' },
  'revision/not-found': { status: 404, title: 'There is no such revision' },
  'body/syntax': { status: 400, title: 'The body could not be read' },
  'body/too-deep': { status: 400, title: 'The body is nested too deeply' },
  'body/forbidden-key': { status: 400, title: 'The body holds a key that is not allowed' },
  'body/too-large': { status: 413, title: 'The body is too large' },
  'body/unsupported-type': { status: 415, title: 'This content type is not understood' },
  'request/invalid': { status: 400, title: 'The request is not valid' },
  'request/malformed': { status: 400, title: 'The request is not HTTP' },
  'request/timeout': { status: 408, title: 'The request took too long to arrive' },
  'request/headers-too-large': { status: 431, title: 'The headers are too large' },
  'request/cross-site': { status: 403, title: 'Requests from other sites are refused' },
  'request/unknown-host': { status: 403, title: 'This server does not answer to that name' },
  'route/not-found': { status: 404, title: 'There is no such address' },
  'route/method': { status: 405, title: 'This address does not take that method' },
  'topology/source-unknown': { status: 404, title: 'There is no such source' },
  'topology/source-taken': { status: 409, title: 'A source of this name is asked, not told' },
  'topology/source-stale': { status: 412, title: 'The source says something else by now' },
  'topology/nothing-valid': { status: 422, title: 'Nothing in the push can be used' },
  'topology/unauthorized': { status: 401, title: 'The token of the source is missing or wrong' },
  'topology/forbidden': { status: 403, title: 'The token belongs to another source' },
  'topology/too-many-sources': { status: 409, title: 'Too many sources push without being configured' },
  'topology/too-fast': { status: 429, title: 'Pushed faster than it can be taken' },
  'nudge/unauthorized': { status: 401, title: 'The nudge token is missing or wrong' },
  'reload/refused': { status: 400, title: 'The new configuration was refused' },
  'stream/too-many': { status: 503, title: 'Too many streams are open' },
  'editors/too-many': { status: 503, title: 'Too many people are editing' },
  'store/full': { status: 507, title: 'The disk is full' },
  'store/read-only': { status: 503, title: 'The data folder cannot be written' },
  'store/unavailable': { status: 503, title: 'The data folder cannot be used' },
  'server/not-ready': { status: 503, title: 'The server is not ready' },
  'server/stopping': { status: 503, title: 'The server is stopping' },
  'server/overloaded': { status: 503, title: 'The server is busy' },
  'server/failure': { status: 500, title: 'The server made a mistake' },
} as const satisfies Record<string, { readonly status: number; readonly title: string }>

export type ProblemCode = keyof typeof problemKinds
