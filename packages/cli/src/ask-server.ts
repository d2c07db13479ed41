import { findNearest } from '@statusgraph/model'
import { ApiProblem, createClient, type Client } from '@statusgraph/protocol'
import { CommandFailure, type Terminal } from './terminal.ts'

const patienceMs = 15_000

/** The server that a command talks to: what was given, what the environment says, or the usual one of this machine. */
export function chooseServer(terminal: Terminal, given: string | undefined): string {
  const wanted = given ?? terminal.env['STATUSGRAPH_SERVER'] ?? ''
  const server = wanted === '' ? 'http://127.0.0.1:8000' : wanted
  if (!/^https?:\/\//i.test(server) || !URL.canParse(server)) {
    throw new CommandFailure(`"${server}" is not the URL of a server, write it like http://127.0.0.1:8000`)
  }
  const { username, password } = new URL(server)
  if (username + password !== '') throw new CommandFailure('a user or a password in the URL of the server is not sent')
  return server.replace(/\/+$/, '')
}

/**
 * Asks a server about one of its graphs.
 *
 * @throws CommandFailure in words when it cannot be asked, refuses, or has no such graph
 */
export async function askAboutGraph<Answer>(
  terminal: Terminal,
  server: string,
  graphId: string,
  ask: (client: Client, signal: AbortSignal) => Promise<Answer>,
): Promise<Answer> {
  const client = createClient(server)
  const signal = AbortSignal.any([terminal.ending, AbortSignal.timeout(patienceMs)])
  try {
    return await ask(client, signal)
  } catch (error) {
    if (!(error instanceof ApiProblem)) {
      throw new CommandFailure(`the server ${server} cannot be asked: ${wordCause(error)}`, { cause: error })
    }
    if (error.problem.code !== 'graph/not-found')
      throw new CommandFailure(`the server says: ${error.message}`, { cause: error })
    const known = await client.listGraphs(signal).catch(() => [])
    const near = findNearest(
      graphId,
      known.map(({ id }) => id),
    )
    const hint =
      near === undefined ? `known: ${known.map(({ id }) => id).join(', ') || 'none'}` : `did you mean "${near}"?`
    throw new CommandFailure(`there is no graph "${graphId}" at ${server}, ${hint}`, { cause: error })
  }
}

/** Why a request came to nothing, in a few words. */
export function wordCause(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { cause } = error
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : undefined
  if (code === 'ECONNREFUSED') return 'nothing listens there'
  if (code === 'ENOTFOUND') return 'its name cannot be resolved'
  if (code?.startsWith('ERR_SSL') === true) return 'it does not speak TLS, or not as it should: is it http://?'
  if (error.name === 'TimeoutError') return 'no answer in 15 seconds'
  return cause instanceof Error && cause.message !== '' ? cause.message : error.message
}
