import { setTimeout as delay } from 'node:timers/promises'
import type { Instant } from '@statusgraph/model'
import { UpstreamError } from '../../client/failure.ts'
import type { HttpClient } from '../../client/http-client.ts'
import { parseJson } from '../../client/json.ts'
import { isRecord, listOf, optionalText, recordOf, textOf } from '../../reading/shape.ts'
import type { Resource } from './resources.ts'
import { readWatchEvent } from './watch-event.ts'

/** What a list is asked for at a time. */
const pageSize = 500
/** Of one kind, no more objects are kept: a cluster has some ten thousand pods at the most. */
const mostObjects = 50_000
/** All pages of a list together: fifty thousand pods are some 300 MB. */
const mostListBytes = 512 * 1024 * 1024
/** A watch that is silent for so long is begun again, because nobody knows whether it is still one. */
const watchSeconds = 90
const tooLong = new UpstreamError('timeout', 'The watch is silent for too long.')
/** A watch that ends sooner is not begun again right away twice. */
const hastyMs = 1_000
/** After a list, a lost watch is not worth the next list before this. */
const restMs = 5_000
/** How soon it is looked again for what is not there, or may not be seen. */
const absenceMs = 60_000
/** A right that was there and is gone may be back soon: for so long that is a failure, which takes nothing back. */
const graceMs = 5 * 60_000

export interface ReflectionOptions<Kept> {
  readonly client: HttpClient
  readonly resource: Resource<Kept>
  /** Undefined: of all of them. */
  readonly namespace: string | undefined
  readonly now: () => Instant
  /** In [0, 1). */
  readonly random: () => number
  /** Ends everything. */
  readonly signal: AbortSignal
  /** Something that is kept is another than before. */
  readonly onChange: () => void
  /** The watch is lost, and it is worth trying at once to list again. */
  readonly onLost: () => void
}

/** The objects of one kind as the API server has them: listed, then watched. */
export interface Reflection<Kept> {
  objects(): Iterable<Kept>
  /**
   * Lists what is not being watched; nothing is forgotten before a new list is complete.
   * @throws {UpstreamError} when it cannot be known how things are
   */
  refresh(): Promise<void>
  /** Why less is known than should be. */
  warning(): string | undefined
  /** It does not exist there, or may not be seen. */
  isAbsent(): boolean
  isWatched(): boolean
  /** Resolves when the watch has ended, after the signal. */
  ended(): Promise<void>
}

export function reflect<Kept>(options: ReflectionOptions<Kept>): Reflection<Kept> {
  const { client, resource, now, signal } = options
  const within = options.namespace === undefined ? '' : `/namespaces/${encodeURIComponent(options.namespace)}`
  const path = `${resource.api}${within}/${resource.name}`
  let objects = new Map<string, Kept>()
  let version: string | undefined
  let isWatched = false
  let isWatchForbidden = false
  let isTooMany = false
  let absence: { readonly isForbidden: boolean; readonly untilMonoMs: number } | undefined
  let listedMonoMs = -Infinity
  let refusedMonoMs: number | undefined
  let refreshing: Promise<void> | undefined
  let watching: Promise<void> | undefined

  async function list(): Promise<void> {
    const found = new Map<string, Kept>()
    const tokens = new Set<string>()
    let next: string | undefined
    let listBytes = 0
    isTooMany = false
    do {
      const query = new URLSearchParams({ limit: String(pageSize), ...(next === undefined ? {} : { continue: next }) })
      const { bytes } = await client.ask({ facet: 'topology', path, query, signal })
      listBytes += bytes.length
      if (listBytes > mostListBytes) throw new UpstreamError('too-large', 'Its pages are too large together.')
      const page = recordOf(parseJson(bytes), 'the answer')
      // An empty list is null, as Go writes it.
      for (const item of page['items'] === null ? [] : listOf(page['items'], 'the list of objects')) {
        const object = recordOf(item, 'an object')
        if (found.size < mostObjects) found.set(keyOf(object), resource.read(object))
        else isTooMany = true
      }
      const metadata = isRecord(page['metadata']) ? page['metadata'] : {}
      version = optionalText(metadata['resourceVersion'])
      next = optionalText(metadata['continue'])
      if (next !== undefined && tokens.has(next)) {
        throw new UpstreamError('wrong-shape', `The pages of ${resource.name} do not come to an end.`)
      }
      tokens.add(next ?? '')
    } while (next !== undefined && !isTooMany)
    objects = found
    listedMonoMs = now().monoMs
    refusedMonoMs = undefined
  }

  /** What may not be seen is left out and told of; everything else that goes wrong is a failure of the whole. */
  async function tryToList(): Promise<boolean> {
    try {
      await list()
      absence = undefined
      return true
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error
      const isForbidden = error.status === 403
      const isMissing = error.status === 404 && resource.isOptional
      refusedMonoMs ??= now().monoMs
      const isNews = listedMonoMs > -Infinity && now().monoMs - refusedMonoMs < graceMs
      if (!isMissing && (!isForbidden || isNews)) {
        throw error.saying(`The list of ${resource.name} failed: ${error.message}`)
      }
      absence = { isForbidden, untilMonoMs: now().monoMs + absenceMs }
      objects = new Map()
      return false
    }
  }

  async function refresh(): Promise<void> {
    if (isWatched || (absence !== undefined && now().monoMs < absence.untilMonoMs)) return
    if ((await tryToList()) && version !== undefined && !isWatchForbidden && !signal.aborted) {
      isWatched = true
      watching = keepWatching()
    }
  }

  async function keepWatching(): Promise<void> {
    let hasty = 0
    while (hasty < 2 && !signal.aborted) {
      const startedMonoMs = now().monoMs
      const end = await watch()
      if (end === 'over') break
      hasty = end === 'never begun' || now().monoMs - startedMonoMs < hastyMs ? hasty + 1 : 0
      if (hasty > 0) await delay(100 + 200 * options.random(), undefined, { signal }).catch(() => {})
    }
    isWatched = false
    if (!signal.aborted && !isWatchForbidden && now().monoMs - listedMonoMs >= restMs) options.onLost()
  }

  /** Watches until the watch ends, and tells whether it can be gone on with: not when it expired or is forbidden. */
  async function watch(): Promise<'ended' | 'never begun' | 'over'> {
    let hasBegun = false
    const seconds = watchSeconds + Math.round(30 * options.random())
    const ending = new AbortController()
    const timer = setTimeout(() => ending.abort(tooLong), (seconds + 15) * 1_000)
    const query = new URLSearchParams({
      watch: 'true',
      resourceVersion: version ?? '',
      allowWatchBookmarks: 'true',
      timeoutSeconds: String(seconds),
    })
    try {
      const lines = client.follow({
        facet: 'topology',
        path,
        query,
        signal: AbortSignal.any([signal, ending.signal]),
        onBegin: () => {
          hasBegun = true
        },
      })
      for await (const line of lines) if (!apply(line)) return 'over'
      return 'ended'
    } catch (error) {
      // Our own mistake must not end the process: the next list will show it.
      if (!(error instanceof UpstreamError)) return 'over'
      isWatchForbidden = error.status === 403
      if (error.status === 403 || error.status === 410) return 'over'
      // What cannot be read will not be better when it is sent again.
      if (error.code === 'wrong-shape' || error.code === 'too-large') return 'over'
      return hasBegun ? 'ended' : 'never begun'
    } finally {
      clearTimeout(timer)
      ending.abort(tooLong)
    }
  }

  /** Whether the watch goes on after this line. */
  function apply(line: string): boolean {
    const event = readWatchEvent(line)
    if (event.kind === 'expired') return false
    version = event.version ?? version
    if (event.kind === 'bookmark') return true
    const key = keyOf(event.object)
    if (event.kind === 'deleted') {
      if (objects.delete(key)) options.onChange()
      return true
    }
    const before = objects.get(key)
    const kept = resource.read(event.object)
    if (before === undefined && objects.size >= mostObjects) {
      isTooMany = true
      return true
    }
    objects.set(key, kept)
    // Much of what changes in an object, such as its status, is of no interest here.
    if (JSON.stringify(before) !== JSON.stringify(kept)) options.onChange()
    return true
  }

  return {
    objects: () => objects.values(),
    refresh() {
      refreshing ??= refresh().finally(() => {
        refreshing = undefined
      })
      return refreshing
    },
    warning() {
      const where = options.namespace === undefined ? '' : ` in ${options.namespace}`
      if (absence?.isForbidden === true) return `The right to list ${resource.name}${where} is missing (403).`
      if (isWatchForbidden)
        return `The right to watch ${resource.name}${where} is missing (403): changes are seen later.`
      if (isTooMany) return `There are more than ${mostObjects} ${resource.name}${where}: the rest is not looked at.`
      return undefined
    },
    isAbsent: () => absence !== undefined,
    isWatched: () => isWatched,
    async ended() {
      await Promise.allSettled([refreshing, watching])
    },
  }
}

function keyOf(object: Readonly<Record<string, unknown>>): string {
  const metadata = recordOf(object['metadata'], 'the metadata of an object')
  return `${textOf(metadata['namespace'], 'the namespace of an object')}/${textOf(metadata['name'], 'the name of an object')}`
}
