import type { Answering } from './fault-server.ts'

/** An alert as API v2 sends it, from the little that a test cares about. */
export interface ToldAlert {
  readonly labels: Readonly<Record<string, string>>
  readonly annotations?: Readonly<Record<string, string>>
  readonly fingerprint?: string
  readonly state?: string
  readonly silencedBy?: readonly string[]
  readonly inhibitedBy?: readonly string[]
  readonly mutedBy?: readonly string[]
  readonly startsAt?: string
  readonly endsAt?: string
}

export interface AlertmanagerState {
  readonly alerts?: readonly ToldAlert[]
  readonly silences?: readonly unknown[]
  /** ISO 8601. */
  readonly startedAt?: string
}

/** Answers as an Alertmanager in this state; the state is read anew for each request. */
export function answerAsAlertmanager(state: AlertmanagerState | (() => AlertmanagerState)): Answering {
  return ({ path }) => {
    const {
      alerts = [],
      silences = [],
      startedAt = '2026-01-01T00:00:00.000Z',
    } = typeof state === 'function' ? state() : state
    if (path.endsWith('/api/v2/alerts')) return { body: alerts.map(tellAlert) }
    if (path.endsWith('/api/v2/silences')) return { body: silences }
    if (path.endsWith('/api/v2/status')) {
      const config = { original: 'smtp_auth_password: canary-in-status' }
      return { body: { uptime: startedAt, versionInfo: { version: '0.28.1' }, cluster: { status: 'ready' }, config } }
    }
    return undefined
  }
}

export function tellAlert(alert: ToldAlert): unknown {
  const { silencedBy = [], inhibitedBy = [], mutedBy = [] } = alert
  const isQuiet = silencedBy.length + inhibitedBy.length + mutedBy.length > 0
  return {
    labels: alert.labels,
    annotations: alert.annotations ?? {},
    startsAt: alert.startsAt ?? '2026-01-01T10:00:00.000Z',
    endsAt: alert.endsAt ?? '2036-01-01T10:00:00.000Z',
    updatedAt: '2026-01-01T10:00:00.000Z',
    fingerprint: alert.fingerprint ?? JSON.stringify(alert.labels),
    receivers: [{ name: 'default' }],
    status: { state: alert.state ?? (isQuiet ? 'suppressed' : 'active'), silencedBy, inhibitedBy, mutedBy },
  }
}

export interface PrometheusState {
  /** Label sets that every instant query finds. */
  readonly present?: readonly Readonly<Record<string, string>>[]
  /** Rule groups, as the API sends them. */
  readonly groups?: readonly unknown[]
  /** Series that every range query finds: labels, and the values at its last steps as texts. */
  readonly ranges?: readonly { readonly metric: Readonly<Record<string, string>>; readonly newest: readonly string[] }[]
  readonly warnings?: readonly string[]
}

/** Answers as a Prometheus in this state; the state is read anew for each request. */
export function answerAsPrometheus(state: PrometheusState | (() => PrometheusState)): Answering {
  return ({ path, parameters }) => {
    const { present = [], groups = [], ranges = [], warnings } = typeof state === 'function' ? state() : state
    const succeed = (data: unknown) => ({ body: { status: 'success', data, ...(warnings ? { warnings } : {}) } })
    if (path.endsWith('/api/v1/query')) {
      const result = present.map((metric) => ({ metric, value: [Date.now() / 1000, '1'] }))
      return succeed({ resultType: 'vector', result })
    }
    if (path.endsWith('/api/v1/query_range')) {
      const end = Number(parameters.get('end'))
      const step = Number(parameters.get('step'))
      const result = ranges.map(({ metric, newest }) => ({
        metric,
        values: newest.map((value, index) => [end - (newest.length - 1 - index) * step, value]),
      }))
      return succeed({ resultType: 'matrix', result })
    }
    if (path.endsWith('/api/v1/rules')) return succeed({ groups })
    if (path.endsWith('/api/v1/status/buildinfo')) return succeed({ version: '3.8.0' })
    return undefined
  }
}

export function answerAsVersions(versions: readonly { readonly name: string; readonly version: string }[]): Answering {
  return () => ({ body: versions })
}
