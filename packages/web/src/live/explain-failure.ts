import { ApiProblem } from '@statusgraph/protocol'

/** A sentence about anything that a request can fail with. */
export function explainFailure(failure: unknown): string {
  if (failure instanceof ApiProblem) return failure.message
  if (failure instanceof TypeError) return 'The server cannot be reached.'
  if (failure instanceof Error && failure.name === 'TimeoutError') return 'The server did not answer in time.'
  if (failure instanceof Error && failure.name === 'ZodError') return 'The server sent something this page cannot read.'
  return failure instanceof Error ? failure.message : String(failure)
}
