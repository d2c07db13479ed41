import type { Alert, Suppression } from '@statusgraph/model'
import { setImmediate } from 'node:timers/promises'
import { wrongShape } from '../client/failure.ts'
import { parseJson } from '../client/json.ts'
import { listOf, labelsOf, optionalText, recordOf, textOf, textsOf } from '../reading/shape.ts'
import { scanList } from './list-scan.ts'

/** So many bytes are read in a few milliseconds; then others get their turn. */
const bytesAtOnce = 256 * 1024

/**
 * Reads the answer of GET /api/v2/alerts, piece by piece: 50,000 alerts in one go would stop everything else for half
 * a second. Silences are known by their id only.
 */
export async function readAlertList(bytes: Buffer, signal?: AbortSignal): Promise<readonly Alert[]> {
  const alerts: Alert[] = []
  let pauseAt = bytesAtOnce
  try {
    for (const [from, to] of scanList(bytes)) {
      alerts.push(readAlert(JSON.parse(bytes.toString('utf8', from, to))))
      if (to < pauseAt) continue
      pauseAt = to + bytesAtOnce
      await setImmediate()
      signal?.throwIfAborted()
    }
    return alerts
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    // Whatever it is, it is no list of objects; the plain parser finds the words for it.
    throw wrongShape(Array.isArray(parseJson(bytes)) ? 'an alert is not an object' : 'it is not a list of alerts')
  }
}

function readAlert(entry: unknown): Alert {
  const alert = recordOf(entry, 'an alert')
  const status = recordOf(alert['status'], 'the status of an alert')
  const state = textOf(status['state'], 'the state of an alert')
  const generatorUrl = optionalText(alert['generatorURL'])
  return {
    fingerprint: textOf(alert['fingerprint'], 'the fingerprint of an alert'),
    labels: labelsOf(recordOf(alert['labels'], 'the labels of an alert'), 'the labels of an alert'),
    annotations: labelsOf(alert['annotations'], 'the annotations of an alert'),
    startsAt: textOf(alert['startsAt'], 'startsAt of an alert'),
    endsAt: textOf(alert['endsAt'], 'endsAt of an alert'),
    ...(generatorUrl === undefined ? {} : { generatorUrl }),
    // Only an alert that is plainly called suppressed is quiet: `unprocessed`, and states to come, are loud.
    state: state === 'suppressed' ? 'suppressed' : 'active',
    suppressedBy: readSuppressions(status),
  }
}

function readSuppressions(status: Readonly<Record<string, unknown>>): readonly Suppression[] {
  return [
    ...textsOf(status['silencedBy']).map((id): Suppression => ({ kind: 'silence', id })),
    ...textsOf(status['inhibitedBy']).map((by): Suppression => ({ kind: 'inhibition', by })),
    ...textsOf(status['mutedBy']).map((by): Suppression => ({ kind: 'mute-time', by })),
  ]
}

/** What is told of a silence beside its id. */
export interface SilenceDetails {
  readonly by?: string
  readonly comment?: string
  /** ISO 8601. */
  readonly until?: string
}

/** Reads the answer of GET /api/v2/silences, by id. */
export function readSilences(answer: unknown): ReadonlyMap<string, SilenceDetails> {
  const found = new Map<string, SilenceDetails>()
  for (const entry of listOf(answer, 'the list of silences')) {
    const silence = recordOf(entry, 'a silence')
    const by = optionalText(silence['createdBy'])
    const comment = optionalText(silence['comment'])
    const until = optionalText(silence['endsAt'])
    found.set(textOf(silence['id'], 'the id of a silence'), {
      ...(by === undefined ? {} : { by }),
      ...(comment === undefined ? {} : { comment }),
      ...(until === undefined ? {} : { until }),
    })
  }
  return found
}

/** Completes who keeps an alert quiet: the words of the silence, the name of the inhibiting alert. */
export function nameSuppressions(
  alerts: readonly Alert[],
  silences: ReadonlyMap<string, SilenceDetails>,
): readonly Alert[] {
  const quiet = alerts.filter((alert) => alert.suppressedBy.length > 0)
  if (quiet.length === 0) return alerts
  const wanted = new Set(
    quiet.flatMap((alert) => alert.suppressedBy.map((by) => (by.kind === 'inhibition' ? by.by : ''))),
  )
  const names = new Map<string, string>()
  for (const { fingerprint, labels } of alerts) {
    const name = labels['alertname']
    if (name !== undefined && wanted.has(fingerprint)) names.set(fingerprint, name)
  }
  const complete = (by: Suppression): Suppression => {
    switch (by.kind) {
      case 'silence':
        return { ...by, ...silences.get(by.id) }
      case 'inhibition':
        return { kind: 'inhibition', by: names.get(by.by) ?? by.by }
      case 'mute-time':
        return by
    }
  }
  return alerts.map((alert) =>
    alert.suppressedBy.length === 0 ? alert : { ...alert, suppressedBy: alert.suppressedBy.map(complete) },
  )
}

/** What the answer of GET /api/v2/status says of the process; never its configuration, which holds secrets. */
export function readMemberStatus(answer: unknown): { readonly startedAtMs?: number; readonly version?: string } {
  const status = recordOf(answer, 'the status')
  const startedAtMs = Date.parse(optionalText(status['uptime']) ?? '')
  const info = status['versionInfo']
  const version = optionalText(
    typeof info === 'object' && info !== null && 'version' in info ? info.version : undefined,
  )
  return {
    ...(Number.isFinite(startedAtMs) ? { startedAtMs } : {}),
    ...(version === undefined ? {} : { version }),
  }
}
