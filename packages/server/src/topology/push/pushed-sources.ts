import {
  countSaid,
  findSaid,
  keyOfElement,
  type Instant,
  type Topology,
  type TopologySourceDeclaration,
  type TopologyWrite,
} from '@statusgraph/model'
import { pushLimits, type PushAnswer } from '@statusgraph/protocol'
import { StoreFailure } from '@statusgraph/store'
import { adHocPush, type PushSourceConfig } from '../../config/sources/push.ts'
import { DomainError } from '../../http/domain-error.ts'
import type { Expected } from '../../http/requests.ts'
import { SharedWork } from '../shared-work.ts'
import type { PushIntake } from './intake.ts'
import { describeOutcome, judgeTimes } from './judge.ts'
import type { ReadLine } from './read-lines.ts'
import { Revisions } from './revisions.ts'

/** How many sources may push without being configured. */
const mostAdHoc = 100
/** What they may hold together: whoever may push under any name may not push without end. */
const mostOfAdHoc = { nodes: 10_000, edges: 25_000 } as const
/** Time is asked at most so often whether it took something away. */
const ageEveryMs = 1_000

interface Limits {
  readonly nodes: number
  readonly edges: number
}

export interface PushedSourcesOptions {
  readonly intake: PushIntake
  /** Those that are configured to push; undefined: anybody may. */
  readonly configured: () => readonly PushSourceConfig[] | undefined
  /** What else has this name, though no source has it yet: an upstream, the receiver of traces. */
  readonly findNamesake: (name: string) => string | undefined
  readonly now: () => Instant
  /** Called when what a source said before counts no more. */
  readonly onForgotten: (name: string) => void
}

/** What programs push: who may, what becomes of it, and in which revision that is. */
export class PushedSources {
  readonly #options: PushedSourcesOptions
  readonly #revisions = new Revisions()
  readonly #saves: SharedWork
  #agedAtMs = -Infinity

  constructor(options: PushedSourcesOptions) {
    const { intake, now } = options
    this.#options = options
    this.#saves = new SharedWork(
      () => intake.saved(),
      () => now().monoMs,
    )
  }

  /** Whether a source is configured, and did not just begin to push. */
  isConfigured(name: string): boolean {
    return this.#options.configured()?.some(({ declaration }) => declaration.name === name) ?? false
  }

  /**
   * The source of this name, as far as it may push.
   *
   * @throws DomainError
   */
  find(name: string): PushSourceConfig {
    const { intake, findNamesake } = this.#options
    const configured = this.#options.configured()
    const known = configured?.find(({ declaration }) => declaration.name === name)
    if (known !== undefined) return known
    const declared = intake.declarations.get(name)
    const owner = declared === undefined ? findNamesake(name) : wordAsked(declared)
    if (owner !== undefined) {
      throw new DomainError('topology/source-taken', `"${name}" is ${owner}; push under another name.`)
    }
    if (configured !== undefined) {
      throw new DomainError('topology/source-unknown', `sources.push is configured, and "${name}" is none of it.`)
    }
    return { ...adHocPush, declaration: { ...adHocPush.declaration, name } }
  }

  /** Of what a source says now. */
  revisionOf(name: string): number {
    const now = this.#age()
    return this.#revisions.read(this.#options.intake.topology, name, now)
  }

  /**
   * Takes what can be taken of a push; resolves when it would survive a crash.
   *
   * @throws DomainError
   */
  async push(
    source: PushSourceConfig,
    kind: 'written' | 'replaced',
    lines: readonly ReadLine[],
    expected: Expected,
  ): Promise<PushAnswer> {
    const { intake } = this.#options
    const { name } = source.declaration
    const at = this.#age()
    this.#refuseStale(name, expected)
    const timely = judgeTimes(lines, source.declaration.forgetAfterMs, at)
    if (kind === 'replaced' && lines.length > 0 && timely.writes.length === 0) {
      throw new DomainError('topology/nothing-valid', 'What the source said before stays.', {
        members: { rejected: timely.rejected.slice(0, pushLimits.namedRejects) },
      })
    }
    const isSaid = kind === 'replaced' || timely.writes.length > 0
    if (isSaid) this.#admit(source)
    const before = intake.topology
    const writes = timely.writes.map(({ write }) => write)
    const limits = this.#limitsOf(source)
    const verdicts = isSaid ? intake.write({ kind, source: name, at, writes }, limits) : []
    const revision = hasChanged(before, intake.topology, name, writes, at)
      ? this.#revisions.advance(intake.topology, name, at)
      : this.#revisions.read(intake.topology, name, at)
    if (isSaid) await this.#save()
    return { revision, ...describeOutcome(lines.length, timely, verdicts, (type) => wordLimit(type, source, limits)) }
  }

  /**
   * Forgets what a source said, and the source itself when nobody configured it.
   *
   * @throws DomainError
   */
  async remove(source: PushSourceConfig, expected: Expected): Promise<void> {
    const { intake } = this.#options
    const { name } = source.declaration
    const at = this.#age()
    if (!intake.declarations.has(name)) throw new DomainError('topology/source-unknown', `"${name}" never pushed.`)
    this.#refuseStale(name, expected)
    if (this.isConfigured(name)) {
      intake.write({ kind: 'replaced', source: name, at, writes: [] }, { nodes: 0, edges: 0 })
      this.#revisions.advance(intake.topology, name, at)
      this.#options.onForgotten(name)
    } else this.#dismiss(name)
    await this.#save()
  }

  /** A graph that cannot be saved is not shown; what is pushed is shown at once, so its sender is told how it stands. */
  async #save(): Promise<void> {
    try {
      await this.#saves.done()
    } catch (error) {
      if (!(error instanceof StoreFailure)) throw error
      const message = 'What was pushed is shown now, but is not on disk: a restart would lose it. Push it again.'
      throw new StoreFailure(error.code, message, { cause: error })
    }
  }

  #age(): Instant {
    const now = this.#options.now()
    if (Math.abs(now.monoMs - this.#agedAtMs) < ageEveryMs) return now
    this.#agedAtMs = now.monoMs
    this.#options.intake.age(now)
    return now
  }

  #refuseStale(name: string, expected: Expected): void {
    if (expected === 'nothing') return
    const current = this.#options.intake.declarations.has(name) ? this.revisionOf(name) : 0
    if (expected === 'any' ? current > 0 : expected.includes(current)) return
    const wanted = expected === 'any' ? 0 : (expected[0] ?? 0)
    const asked = expected === 'any' ? 'If-Match wants any revision' : `If-Match names revision ${wanted}`
    throw new DomainError(
      'topology/source-stale',
      current === 0
        ? `${asked}, and "${name}" never pushed.`
        : `${asked}, and what "${name}" says is revision ${current}.`,
      { members: { expected: wanted, current }, headers: current === 0 ? {} : { etag: `"${current}"` } },
    )
  }

  /** How much the source may hold now. */
  #limitsOf({ declaration: { name }, maxNodes, maxEdges }: PushSourceConfig): Limits {
    const own = { nodes: maxNodes, edges: maxEdges }
    if (this.isConfigured(name)) return own
    const { topology } = this.#options.intake
    const others = this.#listAdHoc().filter((one) => one.name !== name)
    const counts = others.map((one) => countSaid(topology, one.name))
    const roomFor = (type: 'nodes' | 'edges'): number =>
      counts.reduce<number>((room, count) => Math.max(0, room - count[type]), mostOfAdHoc[type])
    return { nodes: Math.min(own.nodes, roomFor('nodes')), edges: Math.min(own.edges, roomFor('edges')) }
  }

  #listAdHoc(): readonly TopologySourceDeclaration[] {
    const { declarations } = this.#options.intake
    return [...declarations.values()].filter((one) => one.kind === 'push' && !this.isConfigured(one.name))
  }

  /** Lets a new source in; one that has nothing left to say makes room. */
  #admit(source: PushSourceConfig): void {
    const { intake } = this.#options
    const { name } = source.declaration
    if (intake.declarations.has(name)) return
    const adHoc = this.#listAdHoc()
    if (adHoc.length >= mostAdHoc) {
      const silent = adHoc.find((one) => {
        const { nodes, edges } = countSaid(intake.topology, one.name)
        return nodes + edges === 0
      })
      if (silent === undefined) {
        throw new DomainError(
          'topology/too-many-sources',
          `${mostAdHoc} sources push without being configured. Delete one, or configure sources.push.`,
        )
      }
      this.#dismiss(silent.name)
    }
    intake.admit(source.declaration)
  }

  #dismiss(name: string): void {
    const { intake, onForgotten } = this.#options
    intake.dismiss(name)
    this.#revisions.forget(name)
    onForgotten(name)
  }
}

/** What a source is that does not push. */
function wordAsked({ kind }: TopologySourceDeclaration): string | undefined {
  return kind === 'push' ? undefined : `a source of the kind ${kind}`
}

function wordLimit(type: TopologyWrite['type'], { maxNodes, maxEdges }: PushSourceConfig, limits: Limits): string {
  const [own, limit, most] =
    type === 'node' ? [maxNodes, limits.nodes, mostOfAdHoc.nodes] : [maxEdges, limits.edges, mostOfAdHoc.edges]
  return own === limit
    ? `the source has ${own} ${type}s already, which is its limit`
    : `all unconfigured sources together have ${most} ${type}s already, which is their limit; configure this one`
}

/** Whether somebody who asks what the source says would be answered something else than before. */
function hasChanged(
  before: Topology,
  after: Topology,
  source: string,
  writes: readonly TopologyWrite[],
  at: Instant,
): boolean {
  const [counted, counts] = [countSaid(before, source), countSaid(after, source)]
  if (counted.nodes !== counts.nodes || counted.edges !== counts.edges) return true
  return writes.some((write) => {
    const key = keyOfWrite(write)
    return textOf(before, source, write, key, at) !== textOf(after, source, write, key, at)
  })
}

function textOf(topology: Topology, source: string, { type }: TopologyWrite, key: string, at: Instant): string {
  const said = findSaid(topology, source, type, key, at)
  return said === undefined ? '' : JSON.stringify([said.seen, said.ttlMs])
}

/** Which element a write is about, the same for every spelling of its name. */
function keyOfWrite(write: TopologyWrite): string {
  if (write.op !== 'upsert') return keyOfElement(write)
  return write.type === 'node'
    ? keyOfElement({ type: 'node', id: write.node.id })
    : keyOfElement({ type: 'edge', source: write.edge.source, target: write.edge.target })
}
