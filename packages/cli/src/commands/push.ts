import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { PushAnswer } from '@statusgraph/protocol'
import { chooseServer } from '../ask-server.ts'
import { CommandFailure } from '../terminal.ts'
import type { Terminal } from '../terminal.ts'
import { gatherFiles } from './import/gather-files.ts'
import { readPushed, type Pushed, type PushedItem } from './push/read-pushed.ts'
import { sendBatch, sendSnapshot, type Delivery } from './push/send.ts'

export interface PushOptions {
  readonly source: string
  readonly server?: string
  readonly tokenFile?: string
  readonly snapshot?: boolean
  readonly batch?: boolean
  readonly ttl?: string
  readonly json?: boolean
}

/** What a batch may hold, with room to what the server takes at once. */
const batchLines = 20_000
const batchCharacters = 1_000_000

/** Pushes a topology, operations, a graph document or a diagram as a source of discovery. */
export async function push(terminal: Terminal, path: string, options: PushOptions): Promise<number> {
  if (options.snapshot === true && options.batch === true) {
    throw new CommandFailure('--snapshot and --batch exclude one another')
  }
  const ttlSeconds = options.ttl === undefined ? undefined : readTtl(options.ttl)
  const delivery: Delivery = {
    server: chooseServer(terminal, options.server),
    source: options.source,
    token: await readToken(terminal, options.tokenFile),
    signal: terminal.ending,
  }
  const [file] = await gatherFiles(terminal, [path])
  const pushed = await readPushed(file?.bytes ?? new Uint8Array(), file?.name ?? 'stdin')
  if (pushed.kind === 'elements') for (const note of pushed.notes) terminal.err(`${note}\n`)
  const isSnapshot = pushed.kind === 'elements' && options.batch !== true
  if (options.snapshot === true && !isSnapshot) {
    throw new CommandFailure('the file holds operations, and a snapshot holds nodes and edges; leave out --snapshot')
  }
  const sent = isSnapshot
    ? await pushSnapshot(delivery, pushed, ttlSeconds)
    : await pushBatches(delivery, operationsOf(pushed), ttlSeconds)
  return report(terminal, sent, options, delivery)
}

interface Sent {
  readonly answer: PushAnswer
  /** Where the lines stand that were refused. */
  readonly places: readonly string[]
}

async function pushSnapshot(
  delivery: Delivery,
  { nodes, edges, ttlSeconds: own }: Extract<Pushed, { kind: 'elements' }>,
  ttlSeconds: number | undefined,
): Promise<Sent> {
  const ttl = ttlSeconds ?? own
  const answer = await sendSnapshot(delivery, {
    nodes: nodes.map(({ data }) => data),
    edges: edges.map(({ data }) => data),
    ...(ttl === undefined ? {} : { ttlSeconds: ttl }),
  })
  return { answer, places: placesIn([...nodes, ...edges], answer) }
}

async function pushBatches(
  delivery: Delivery,
  items: readonly PushedItem[],
  ttlSeconds: number | undefined,
): Promise<Sent> {
  let total: PushAnswer = { revision: 0, accepted: 0, rejected: [] }
  const places: string[] = []
  for (const batch of divide(items)) {
    const lines = batch.map(({ data }) => JSON.stringify(withTtl(data, ttlSeconds)))
    const answer = await sendBatch(delivery, lines)
    places.push(...placesIn(batch, answer))
    total = add(total, answer)
  }
  return { answer: total, places }
}

function operationsOf(pushed: Pushed): readonly PushedItem[] {
  if (pushed.kind === 'operations') return pushed.items
  const upsert = (type: 'node' | 'edge', items: readonly PushedItem[]): readonly PushedItem[] =>
    items.map(({ data, place }) => ({ data: isRecord(data) ? { op: 'upsert', type, ...data } : data, place }))
  return [...upsert('node', pushed.nodes), ...upsert('edge', pushed.edges)]
}

/** An empty file is one empty batch, so that a server that refuses is still heard. */
function divide(items: readonly PushedItem[]): readonly (readonly PushedItem[])[] {
  const batches: PushedItem[][] = [[]]
  let characters = 0
  for (const item of items) {
    const { length } = JSON.stringify(item.data)
    const last = batches.at(-1)
    if (last === undefined || last.length >= batchLines || characters + length > batchCharacters) {
      batches.push([item])
      characters = length
    } else {
      last.push(item)
      characters += length
    }
  }
  return batches
}

function withTtl(data: unknown, ttlSeconds: number | undefined): unknown {
  const isTimeless = isRecord(data) && data['op'] !== 'delete' && data['ttlSeconds'] === undefined
  return isTimeless && ttlSeconds !== undefined ? { ...data, ttlSeconds } : data
}

function placesIn(items: readonly PushedItem[], { rejected }: PushAnswer): readonly string[] {
  return rejected.map(({ line }) => items[line - 1]?.place ?? `line ${line}`)
}

function add(before: PushAnswer, answer: PushAnswer): PushAnswer {
  const ignored = (before.ignored ?? 0) + (answer.ignored ?? 0)
  return {
    revision: answer.revision,
    accepted: before.accepted + answer.accepted,
    ...(ignored === 0 ? {} : { ignored }),
    rejected: [...before.rejected, ...answer.rejected],
    rejectedTotal: countRejected(before) + countRejected(answer),
  }
}

function countRejected({ rejected, rejectedTotal }: PushAnswer): number {
  return rejectedTotal ?? rejected.length
}

function report(
  terminal: Terminal,
  { answer, places }: Sent,
  { json }: PushOptions,
  { server, source }: Delivery,
): number {
  const refused = countRejected(answer)
  for (const [index, { error }] of answer.rejected.entries()) terminal.err(`${places[index]}: ${error}\n`)
  if (refused > answer.rejected.length) terminal.err(`and ${refused - answer.rejected.length} more\n`)
  if (json === true) {
    const rejected = answer.rejected.map(({ error }, index) => ({ place: places[index], error }))
    const { revision, accepted, ignored = 0 } = answer
    terminal.out(`${JSON.stringify({ source, revision, accepted, ignored, rejected, rejectedTotal: refused })}\n`)
  } else {
    const ignored = answer.ignored === undefined ? '' : ` (${answer.ignored} of them older than what is known)`
    terminal.out(`${source} at ${server}: ${answer.accepted} accepted${ignored}, ${refused} rejected\n`)
  }
  if (refused === 0) return 0
  return answer.accepted === 0 ? 1 : 3
}

/** `90s`, `30m`, `1h` or `7d` in seconds. */
function readTtl(text: string): number {
  const [, digits, unit] = /^(\d{1,9})(s|m|h|d)$/.exec(text) ?? []
  const seconds = { s: 1, m: 60, h: 3_600, d: 86_400 }[unit === 's' || unit === 'm' || unit === 'h' ? unit : 'd']
  if (digits !== undefined && Number(digits) > 0) return Number(digits) * seconds
  throw new CommandFailure(`"${text}" is no time to live, write it like 90s, 30m, 1h or 7d`)
}

async function readToken(terminal: Terminal, file: string | undefined): Promise<string | undefined> {
  if (file === undefined) {
    const fromEnvironment = terminal.env['STATUSGRAPH_PUSH_TOKEN'] ?? ''
    return fromEnvironment === '' ? undefined : fromEnvironment
  }
  try {
    return (await readFile(resolve(terminal.cwd, file), 'utf8')).trim()
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    throw new CommandFailure(`the token file ${file} cannot be read${isMissing ? ': it does not exist' : ''}`, {
      cause: error,
    })
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
