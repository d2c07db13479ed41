import { defaultMapping, type Instant } from '@statusgraph/model'
import { pushAnswerSchema, type PushAnswer } from '@statusgraph/protocol'
import { z } from 'zod'
import { startServing, type Serving } from '../../testing/serving.ts'

export const source = '/api/v1/topology/sources/ci'
export const startMs = Date.parse('2026-01-01T00:00:00Z')

/** Operations as NDJSON. */
export const lines = (...operations: readonly object[]): string =>
  operations.map((one) => JSON.stringify(one)).join('\n')

export const node = (id: string, more: object = {}): object => ({ op: 'upsert', type: 'node', id, ...more })

export const edge = (from: string, to: string, more: object = {}): object => ({
  op: 'upsert',
  type: 'edge',
  source: from,
  target: to,
  ...more,
})

export const saidSchema = z.object({
  nodes: z.array(z.looseObject({ id: z.string() })),
  edges: z.array(z.looseObject({ source: z.string(), target: z.string() })),
})

type Headers = Readonly<Record<string, string>>

/** A server with a clock that a test turns, and a source called ci that pushes to it. */
export class Pushing {
  readonly serving: Serving
  readonly now: () => Instant
  readonly #clock: { ms: number }

  private constructor(serving: Serving, clock: { ms: number }, now: () => Instant) {
    this.serving = serving
    this.now = now
    this.#clock = clock
  }

  static async start(): Promise<Pushing> {
    const clock = { ms: 1_000 }
    const now = (): Instant => ({ monoMs: clock.ms, wallMs: startMs + clock.ms })
    return new Pushing(await startServing({ mapping: defaultMapping, options: { now } }), clock, now)
  }

  /** Lets time go by. */
  pass(ms: number): void {
    this.#clock.ms += ms
  }

  send(body: string | Uint8Array, headers: Headers = {}): Promise<Response> {
    return this.serving.ask(`${source}/batch`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson', ...headers },
      body: new Uint8Array(Buffer.from(body)),
    })
  }

  async push(...operations: readonly object[]): Promise<PushAnswer> {
    const response = await this.send(lines(...operations))
    if (response.status !== 200) throw new Error(`${response.status}: ${await response.text()}`)
    return pushAnswerSchema.parse(await response.json())
  }

  put(body: unknown, headers: Headers = {}): Promise<Response> {
    return this.serving.ask(source, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
  }

  /** What the source says, by name. */
  async said(): Promise<{ readonly nodes: readonly string[]; readonly edges: readonly string[] }> {
    const { nodes, edges } = saidSchema.parse(await (await this.serving.ask(source)).json())
    return { nodes: nodes.map(({ id }) => id), edges: edges.map((one) => `${one.source}→${one.target}`) }
  }

  /** Everything that is known, by name and state. */
  async known(): Promise<readonly string[]> {
    const { nodes, edges } = await this.serving.client.readTopology()
    return [...nodes, ...edges].map(({ id, state }) => `${id} ${state}`).toSorted()
  }
}
