/** Which drafts living tabs hold. A tab that ends in whatever way holds nothing any more. */
export interface DraftLocks {
  /** Takes a draft, waiting so long at most; undefined when another tab has it. The answer gives it back. */
  readonly take: (id: string, patienceMs: number) => Promise<(() => void) | undefined>
  readonly isHeld: (id: string) => Promise<boolean>
}

const prefix = 'statusgraph-draft:'
/** A living tab answers a question well within this. */
const answerMs = 250

/** The locks of this browser; where a page over plain HTTP has none, tabs ask each other. */
export function openDraftLocks(): DraftLocks {
  const locks = globalThis.navigator?.locks
  return locks === undefined ? openAskedLocks() : openWebLocks(locks)
}

/** The browser itself knows. */
export function openWebLocks(locks: LockManager): DraftLocks {
  return {
    take: (id, patienceMs) =>
      new Promise((resolve, reject) => {
        const options = patienceMs > 0 ? { signal: AbortSignal.timeout(patienceMs) } : { ifAvailable: true }
        const hold = (lock: Lock | null) => {
          if (lock === null) return resolve(undefined)
          return new Promise<void>((release) => resolve(release))
        }
        locks.request(prefix + id, options, hold).catch((cause: unknown) => {
          if (cause instanceof Error && cause.name === 'TimeoutError') resolve(undefined)
          else reject(cause)
        })
      }),
    async isHeld(id) {
      const { held = [] } = await locks.query()
      return held.some(({ name }) => name === prefix + id)
    },
  }
}

interface TabQuestion {
  readonly asks?: string
  readonly holds?: string
}

/** Tabs ask each other. */
export function openAskedLocks(): DraftLocks {
  const channel = new BroadcastChannel('statusgraph-drafts')
  const post = channel.postMessage.bind(channel)
  const held = new Set<string>()
  channel.addEventListener('message', ({ data }: MessageEvent<TabQuestion>) => {
    if (data.asks !== undefined && held.has(data.asks)) post({ holds: data.asks } satisfies TabQuestion)
  })
  const isHeld = (id: string): Promise<boolean> =>
    new Promise((resolve) => {
      const hear = ({ data }: MessageEvent<TabQuestion>) => {
        if (data.holds === id) finish(true)
      }
      const finish = (isHeld: boolean) => {
        clearTimeout(timer)
        channel.removeEventListener('message', hear)
        resolve(isHeld)
      }
      const timer = setTimeout(() => finish(false), answerMs)
      channel.addEventListener('message', hear)
      post({ asks: id } satisfies TabQuestion)
    })
  return {
    isHeld: async (id) => held.has(id) || isHeld(id),
    async take(id) {
      if (held.has(id)) return undefined
      held.add(id)
      if (await isHeld(id)) {
        held.delete(id)
        return undefined
      }
      return () => held.delete(id)
    },
  }
}
