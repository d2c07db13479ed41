import { parseSnapshot, silenceLimitMs } from '@statusgraph/protocol'
import type { WireSnapshot } from '@statusgraph/protocol'
import type { FeedMessage } from './messages.ts'
import { openLink } from './link.ts'
import type { Link } from './link.ts'
import type { Surroundings } from './surroundings.ts'

/** A follower that hears nothing from the leading tab for this long opens a stream of its own. */
const leaderSilentMs = 20_000

type TabMessage =
  | { readonly from: 'leader'; readonly message: FeedMessage }
  /** A tab that just came asks how the link stands, and wakes a leader that waits. */
  | { readonly from: 'follower'; readonly wants: 'retry' }

export interface Feed {
  readonly retryNow: () => void
  readonly renew: () => void
  readonly stop: () => void
}

export interface FeedAddress {
  /** Address of the event stream. */
  readonly events: string
  /** Address of one snapshot. */
  readonly status: string
}

/**
 * One stream per browser and graph: browsers share six connections per origin over all tabs, so the tab that holds a
 * Web Lock reads the stream and tells the others over a BroadcastChannel. Where either is missing, every tab reads alone.
 */
export function openFeed(address: FeedAddress, surroundings: Surroundings, tell: (message: FeedMessage) => void): Feed {
  const locks = globalThis.navigator?.locks
  const readFirst = (signal: AbortSignal) => readSnapshot(address.status, surroundings, signal)
  if (locks === undefined || typeof BroadcastChannel === 'undefined') {
    return openLink(address.events, surroundings, tell, readFirst)
  }
  const name = `statusgraph:${address.events}`
  const channel = new BroadcastChannel(name)
  const post = channel.postMessage.bind(channel)
  const closing = new AbortController()
  let own: Link | undefined
  let isLeader = false
  let heardLeaderAtMs = surroundings.monoMs()
  let cancelWatch: () => void = () => undefined
  /** What the leader told while this tab's own snapshot is on its way, which may be older; undefined: none is. */
  let early: FeedMessage[] | undefined

  const say = (message: TabMessage) => {
    if (!closing.signal.aborted) post(message)
  }
  const startOwn = () => {
    const hear = (message: FeedMessage) => {
      tell(message)
      if (isLeader) say({ from: 'leader', message })
    }
    own ??= openLink(address.events, surroundings, hear, readFirst)
  }

  channel.addEventListener('message', (event: MessageEvent<TabMessage>) => {
    const said = event.data
    if (said.from === 'follower') {
      if (isLeader) own?.retryNow()
      return
    }
    heardLeaderAtMs = surroundings.monoMs()
    // Once a tab reads for itself, a second voice would only mix two sequences.
    if (own !== undefined) return
    tell(said.message)
    early?.push(said.message)
  })

  const watchLeader = () => {
    if (own !== undefined) return
    const silentMs = surroundings.monoMs() - heardLeaderAtMs
    if (silentMs >= leaderSilentMs && !surroundings.isHidden()) startOwn()
    else cancelWatch = surroundings.after(Math.max(1_000, leaderSilentMs - silentMs), watchLeader)
  }

  const lead = async (): Promise<void> => {
    isLeader = true
    cancelWatch()
    startOwn()
    await new Promise<void>((resolve) => closing.signal.addEventListener('abort', () => resolve(), { once: true }))
  }

  const follow = async (): Promise<void> => {
    // The leader's stream has already sent its snapshot; this tab asks once for its own and then listens along.
    const told: FeedMessage[] = []
    early = told
    const late = new AbortController()
    const cancelLate = surroundings.after(silenceLimitMs, () => late.abort())
    try {
      const signal = AbortSignal.any([closing.signal, late.signal])
      const response = await surroundings.fetch(address.status, { cache: 'no-store', signal })
      if (own !== undefined) return
      if (response.status === 404) return tell({ kind: 'link', link: { kind: 'gone' } })
      if (!response.ok) return startOwn()
      const snapshot = parseSnapshot(await response.json())
      if (own !== undefined) return
      tell({ kind: 'link', link: { kind: 'open' } })
      tell({ kind: 'snapshot', snapshot })
      for (const message of told) if (isAfter(message, snapshot)) tell(message)
    } catch {
      if (!closing.signal.aborted) startOwn()
    } finally {
      cancelLate()
      if (early === told) early = undefined
    }
  }

  void (async () => {
    try {
      const wasFree = await locks.request(name, { ifAvailable: true }, async (lock) => {
        if (lock === null || closing.signal.aborted) return false
        await lead()
        return true
      })
      if (wasFree || closing.signal.aborted) return
      say({ from: 'follower', wants: 'retry' })
      watchLeader()
      void follow()
      await locks.request(name, { signal: closing.signal }, lead)
    } catch {
      // The wait for the lock was ended by stop(), or locks are not allowed here: then this tab reads alone.
      if (!closing.signal.aborted) startOwn()
    }
  })()

  return {
    retryNow() {
      if (own === undefined) say({ from: 'follower', wants: 'retry' })
      else own.retryNow()
    },
    renew() {
      if (own !== undefined) own.renew()
      else void follow()
    },
    stop() {
      closing.abort()
      cancelWatch()
      own?.stop()
      channel.close()
    },
  }
}

function isAfter(message: FeedMessage, { sequence }: WireSnapshot): boolean {
  switch (message.kind) {
    case 'snapshot':
      return message.snapshot.sequence > sequence
    case 'delta':
      return message.delta.sequence > sequence
    case 'graph':
      return message.event.sequence > sequence
    case 'editors':
    case 'topology':
    case 'beat':
    case 'link':
      return true
  }
}

/** A whole snapshot by a plain request; undefined when it cannot be had so, and the stream must bring or explain it. */
async function readSnapshot(
  url: string,
  surroundings: Surroundings,
  signal: AbortSignal,
): Promise<WireSnapshot | undefined> {
  try {
    // The answer forbids every cache to keep it, so only what the page itself asked for ahead can stand in for it.
    const response = await surroundings.fetch(url, { signal })
    if (response.ok) return parseSnapshot(await response.json())
    void response.body?.cancel()
  } catch {
    // The stream will meet the same fault and say so.
  }
  return undefined
}
