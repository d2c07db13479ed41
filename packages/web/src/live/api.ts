import { ApiProblem, createClient } from '@statusgraph/protocol'
import { basePath } from '../routes/base.ts'
import { editorName } from './editor-name.ts'
import { fetchInTime } from './fetch-in-time.ts'

/** The one client of this page. Answers are never taken from the HTTP cache: an old picture must not look new. */
export const client = createClient(basePath, (input, init) => fetchInTime(input, { ...init, cache: 'no-store' }), {
  editorName,
})

/** The same, for what the server let the browser fetch ahead while this page was on its way: taken once, if it is there. */
export const eagerClient = createClient(basePath, fetchInTime)

export { explainFailure } from './explain-failure.ts'

/** The HTTP status of a refusal; undefined when the request never got an answer. */
export function statusOf(failure: unknown): number | undefined {
  return failure instanceof ApiProblem ? failure.problem.status : undefined
}
