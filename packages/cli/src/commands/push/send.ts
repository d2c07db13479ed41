import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { problemSchema, pushAnswerSchema, type Problem, type PushAnswer } from '@statusgraph/protocol'
import { CommandFailure } from '../../terminal.ts'
import { wordCause } from '../../ask-server.ts'

/** A push on its way to a server. */
export interface Delivery {
  readonly server: string
  readonly source: string
  readonly token: string | undefined
  readonly signal: AbortSignal
}

const patienceMs = 60_000
const tries = 5
const longestWaitSeconds = 30

/** Says everything that the source knows. */
export function sendSnapshot(delivery: Delivery, snapshot: object): Promise<PushAnswer> {
  return send(delivery, '', 'PUT', 'application/json', JSON.stringify(snapshot))
}

/** Says some operations, one a line. */
export function sendBatch(delivery: Delivery, lines: readonly string[]): Promise<PushAnswer> {
  return send(delivery, '/batch', 'POST', 'application/x-ndjson', lines.join('\n'))
}

async function send(delivery: Delivery, path: string, method: string, type: string, body: string): Promise<PushAnswer> {
  const { server, source, token } = delivery
  const url = `${server}/api/v1/topology/sources/${encodeURIComponent(source)}${path}`
  const headers = {
    'content-type': type,
    // A try whose answer was lost may have been done.
    'idempotency-key': randomUUID(),
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  }
  for (let attempt = 1; ; attempt++) {
    const response = await ask(delivery, url, { method, headers, body })
    const isBusy = response.status === 429 || response.status === 503
    if (!isBusy || attempt === tries) return readAnswer(server, response)
    await response.body?.cancel()
    const seconds = Number(response.headers.get('retry-after') ?? '1')
    await wait(1_000 * Math.min(longestWaitSeconds, seconds >= 0 ? seconds : 1), undefined, { signal: delivery.signal })
  }
}

async function ask({ server, signal }: Delivery, url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { ...init, signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]) })
  } catch (error) {
    throw new CommandFailure(`the server ${server} cannot be asked: ${wordCause(error)}`, { cause: error })
  }
}

async function readAnswer(server: string, response: Response): Promise<PushAnswer> {
  const data = parse(await response.text())
  const answer = response.ok ? pushAnswerSchema.safeParse(data).data : undefined
  if (answer !== undefined) return answer
  const problem = problemSchema.safeParse(data).data
  if (problem === undefined) {
    throw new CommandFailure(`${server} answers ${response.status}, and not as Statusgraph does`)
  }
  const rejected = pushAnswerSchema.shape.rejected.safeParse(problem['rejected']).data
  if (rejected !== undefined) return { revision: 0, accepted: 0, rejected }
  throw new CommandFailure(`the server says: ${sayProblem(problem)}`)
}

function sayProblem({ title, detail, status }: Problem): string {
  const said = detail ?? title
  return status === 401 ? `${said} Give it with --token-file or STATUSGRAPH_PUSH_TOKEN.` : said
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
