import { splitServices, type Handover, type Mapping } from '@statusgraph/model'
import type { Finding } from '../poller/polling.ts'
import type { PrometheusApi } from './api.ts'
import { readVector } from './vector.ts'

type Present = Extract<Handover, { kind: 'presence' }>['services'][number]

/**
 * Names that prove nothing about a service that lives: `ALERTS` and recording rules (names with a colon) are written
 * by Prometheus itself and outlive the service, and `up` and `scrape_…` exist for a target that is down.
 */
const writtenByPrometheus = 'ALERTS|ALERTS_FOR_STATE|up|scrape_.+|.*:.*'

/** Finds every value of a label that a live raw series carries, or a target whose last scrape worked. */
export function presenceQuery(label: string): string {
  const name = /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(label) ? label : JSON.stringify(label)
  const raw = `group by (${name}) ({${name}!="", __name__!~"${writtenByPrometheus}"})`
  const scraped = `group by (${name}) (up{${name}!=""} == 1)`
  return `${raw} or ${scraped}`
}

/** Which services have a live series right now, by instant query: label values would remember the dead ones. */
export function askPresence(api: PrometheusApi, mapping: Mapping['metrics']) {
  const { presence, serviceLabels } = mapping
  // Without a service label no series names a service; a query that is always true still tells that somebody answers.
  const queries = presence !== undefined ? [presence] : serviceLabels.map(presenceQuery)
  if (queries.length === 0) queries.push('vector(1)')

  return async (signal: AbortSignal): Promise<Finding> => {
    const services: Present[] = []
    const warnings: string[] = []
    const seen = new Set<string>()
    for (const query of queries) {
      const parameters = new URLSearchParams({ query })
      const said = await api.query({ facet: 'presence', path: '/api/v1/query', parameters, signal })
      warnings.push(...said.warnings)
      for (const labels of readVector(said)) {
        for (const label of serviceLabels) {
          for (const service of splitServices(labels[label] ?? '')) {
            const key = JSON.stringify([label, service])
            if (seen.has(key)) continue
            seen.add(key)
            services.push({ service, label })
          }
        }
      }
    }
    const version = await api.version(signal, 'presence')
    return {
      kind: 'presence',
      facet: { kind: 'presence' },
      services,
      warnings: [...new Set(warnings)],
      ...(version === undefined ? {} : { version }),
    }
  }
}
