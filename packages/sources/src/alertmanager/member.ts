import type { Alert, Instant } from '@statusgraph/model'
import { hash } from 'node:crypto'
import { UpstreamError } from '../client/failure.ts'
import type { HttpClient } from '../client/http-client.ts'
import { parseJson } from '../client/json.ts'
import type { Finding } from '../poller/polling.ts'
import { nameSuppressions, readAlertList, readMemberStatus, readSilences, type SilenceDetails } from './alert-list.ts'

/** Alerts wait this long for the answers that only accompany them, and no longer. */
const patienceMs = 1_000
/** The words of a silence can change without its id: they are read again this often while one is in force. */
const silencesAgeMs = 30_000
const sideLimitBytes = 16 * 1024 * 1024

/** One member of an Alertmanager cluster. */
export interface Member {
  readAlerts(signal: AbortSignal): Promise<Finding>
  /** Asks whether the member can be used. */
  probe(signal: AbortSignal): Promise<{ readonly version?: string }>
}

export function openMember(member: string, client: HttpClient, now: () => Instant): Member {
  let parsedFrom = ''
  let parsed: readonly Alert[] = []
  let silences: ReadonlyMap<string, SilenceDetails> = new Map()
  let silencesTriedMonoMs = -Infinity
  let silencesFailure: string | undefined
  let complete: readonly Alert[] = []
  let completeFrom: { alerts: unknown; silences: unknown } | undefined

  function askFor(path: string, signal: AbortSignal) {
    return client.ask({ facet: 'alerts', path, limitBytes: sideLimitBytes, timeoutMs: patienceMs, signal })
  }

  /**
   * Read with every poll and after the alerts. Before them, or from memory, it could tell the start of a process that
   * is gone already while the list is the empty one of its successor. Proxies may refuse it: then nothing is known.
   */
  async function readStatus(signal: AbortSignal): Promise<ReturnType<typeof readMemberStatus>> {
    try {
      const { bytes } = await askFor('/api/v2/status', signal)
      return readMemberStatus(parseJson(bytes))
    } catch (error) {
      if (error instanceof UpstreamError) return {}
      throw error
    }
  }

  async function refreshSilences(signal: AbortSignal): Promise<void> {
    const ids = parsed.flatMap(({ suppressedBy }) =>
      suppressedBy.flatMap((by) => (by.kind === 'silence' ? [by.id] : [])),
    )
    if (ids.length === 0) {
      silencesFailure = undefined
      return
    }
    const isOld = now().monoMs - silencesTriedMonoMs > silencesAgeMs
    const isNew = silencesFailure === undefined && ids.some((id) => !silences.has(id))
    if (!isOld && !isNew) return
    silencesTriedMonoMs = now().monoMs
    try {
      const { bytes } = await askFor('/api/v2/silences', signal)
      silences = readSilences(parseJson(bytes))
      silencesFailure = undefined
    } catch (error) {
      // An alert is as silent without the words of its silence: it is shown, and so is what is missing.
      if (!(error instanceof UpstreamError)) throw error
      silencesFailure = `The silences could not be read: ${error.message}`
    }
  }

  return {
    async readAlerts(signal) {
      const { bytes, upstreamWallMs } = await client.ask({ facet: 'alerts', path: '/api/v2/alerts', signal })
      const fingerprint = hash('sha256', bytes)
      if (fingerprint !== parsedFrom) {
        parsed = await readAlertList(bytes, signal)
        parsedFrom = fingerprint
      }
      const [status] = await Promise.all([readStatus(signal), refreshSilences(signal)])
      if (completeFrom?.alerts !== parsed || completeFrom.silences !== silences) {
        complete = nameSuppressions(parsed, silences)
        completeFrom = { alerts: parsed, silences }
      }
      return {
        kind: 'alerts',
        facet: { kind: 'alerts', member },
        alerts: complete,
        warnings: silencesFailure === undefined ? [] : [silencesFailure],
        ...(upstreamWallMs === undefined ? {} : { upstreamWallMs }),
        ...status,
      }
    },
    async probe(signal) {
      // Asks for no state at all, so that the answer is small however many alerts there are.
      const query = new URLSearchParams({ active: 'false', silenced: 'false', inhibited: 'false' })
      const { bytes } = await client.ask({ facet: 'alerts', path: '/api/v2/alerts', query, signal })
      await readAlertList(bytes)
      const { version } = await readStatus(signal)
      return version === undefined ? {} : { version }
    },
  }
}
