import { ApiProblem } from '@statusgraph/protocol'
import type { Problem } from '@statusgraph/protocol'
import type { RefusalCause } from '../session.ts'

/** What a save that did not work means for what comes next. */
export type Setback =
  /** Somebody saved first: read theirs, merge, try again. */
  | { readonly kind: 'stale' }
  /** It may work later, just as it is. */
  | { readonly kind: 'away'; readonly reason: string; readonly needsSignIn: boolean }
  /** It will not work until something is different. */
  | { readonly kind: 'refused'; readonly cause: RefusalCause; readonly reason: string }

/** Reads anything that a request can fail with. Whatever is not surely a refusal is worth another try. */
export function judgeFailure(failure: unknown): Setback {
  if (failure instanceof ApiProblem) return judgeProblem(failure.problem)
  if (failure instanceof TypeError) return away('The server cannot be reached.')
  if (failure instanceof Error && failure.name === 'TimeoutError') return away('The server did not answer in time.')
  if (failure instanceof SyntaxError) return signedOut
  return away('Something answered in the place of the server.')
}

function judgeProblem(problem: Problem): Setback {
  const said = problem.detail ?? problem.title
  switch (problem.code) {
    case 'graph/stale':
      return { kind: 'stale' }
    case 'graph/not-found':
      return refused('deleted', 'Somebody deleted this graph.')
    case 'revision/not-found':
      return refused('other', said)
    case 'graph/read-only':
      return refused('read-only', 'This graph now comes from a file and is read-only here.')
    case 'graph/invalid':
    case 'body/syntax':
    case 'body/too-deep':
    case 'body/forbidden-key':
      return refused('invalid', `The server finds a fault in it: ${said}`)
    case 'body/too-large':
      return refused('too-large', 'The graph is larger than the server takes.')
    // The request did arrive, so whoever is signed out is not meant.
    case 'request/cross-site':
    case 'request/unknown-host':
      return away(said)
    default:
      return judgeStatus(problem.status, said)
  }
}

/** Answers without a code of ours: of something between this page and the server. */
function judgeStatus(status: number, said: string): Setback {
  // 0 is a redirection, which is never followed: the server sends none, a login page in front of it does.
  if (status === 0 || status === 401 || status === 403 || (status >= 300 && status < 400)) return signedOut
  if (status === 412) return { kind: 'stale' }
  if (status === 413) return refused('too-large', 'The graph is larger than the server, or something before it, takes.')
  if (status >= 500 || status === 404 || status === 408 || status === 425 || status === 429) return away(said)
  return refused('other', said)
}

const signedOut: Setback = { kind: 'away', reason: 'You are signed out.', needsSignIn: true }

function away(reason: string): Setback {
  return { kind: 'away', reason, needsSignIn: false }
}

function refused(cause: RefusalCause, reason: string): Setback {
  return { kind: 'refused', cause, reason }
}
