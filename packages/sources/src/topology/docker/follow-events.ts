import { setTimeout as delay } from 'node:timers/promises'
import { isRecord } from '../../reading/shape.ts'
import type { HttpClient } from '../../client/http-client.ts'

/** What changes which containers run. Podman says remove where Docker says destroy. */
const changes = new Set(['start', 'die', 'died', 'stop', 'destroy', 'remove', 'pause', 'unpause', 'rename'])
/** Compose starts and ends many containers at once: they are looked at together. */
const togetherMs = 300
const shortestBackOffMs = 1_000
const longestBackOffMs = 60_000

export interface EventStream {
  stop(): Promise<void>
}

/**
 * Listens to the events of a Docker engine and calls `onChange` soon after a container came or went, and whenever the
 * stream begins, because nobody knows what happened before. A stream that ends is begun again, ever more slowly while
 * that fails: without it the regular polls find the changes, later.
 */
export function followEvents(options: {
  readonly client: HttpClient
  readonly random: () => number
  readonly onChange: () => void
}): EventStream {
  const { client, random, onChange } = options
  const stopping = new AbortController()
  const { signal } = stopping
  const query = new URLSearchParams({ filters: JSON.stringify({ type: ['container'] }) })
  let timer: NodeJS.Timeout | undefined
  let failures = 0

  function tell(): void {
    timer ??= setTimeout(() => {
      timer = undefined
      onChange()
    }, togetherMs)
  }

  async function listen(): Promise<void> {
    const onBegin = () => {
      failures = 0
      tell()
    }
    for await (const line of client.follow({ facet: 'topology', path: '/events', query, signal, onBegin })) {
      if (isChange(line)) tell()
    }
  }

  async function keepListening(): Promise<void> {
    while (!signal.aborted) {
      // Why it ended is told by the polls, which ask the same engine.
      await listen().catch(() => {})
      const waitMs = Math.min(shortestBackOffMs * 2 ** Math.min(failures, 10), longestBackOffMs)
      failures += 1
      await delay(waitMs * (0.5 + random() / 2), undefined, { signal }).catch(() => {})
    }
  }

  const listening = keepListening()
  return {
    async stop() {
      stopping.abort()
      clearTimeout(timer)
      await listening
    },
  }
}

function isChange(line: string): boolean {
  try {
    const event: unknown = JSON.parse(line)
    if (!isRecord(event)) return false
    const action = event['Action'] ?? event['status']
    return typeof action === 'string' && changes.has(action)
  } catch {
    return false
  }
}
