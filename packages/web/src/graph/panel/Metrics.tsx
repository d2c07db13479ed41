import { servicesOf } from '@statusgraph/model'
import type { GraphNode, MetricReading } from '@statusgraph/model'
import { useQueries } from '@tanstack/react-query'
import { useState } from 'react'
import { explainFailure } from '../../live/api.ts'
import { metricsQuery } from '../../live/queries.ts'
import { HostileText } from '../../parts/HostileText.tsx'
import { MetricChart } from './MetricChart.tsx'
import { Section } from './Section.tsx'

interface MetricsProps {
  readonly node: GraphNode
  /** What the status says, shown until the series have come. */
  readonly readings: readonly MetricReading[]
}

const ranges = ['1h', '6h', '24h'] as const
/** A node of many services shows the first; the rest are on the page of services. */
const mostServices = 4

/** How it behaves: every configured query of every service of the node. */
export function Metrics({ node, readings }: MetricsProps) {
  const [range, setRange] = useState<(typeof ranges)[number]>('1h')
  const services = node.kind === 'group' ? [] : servicesOf(node).slice(0, mostServices)
  const results = useQueries({ queries: services.map((service) => metricsQuery(service, range)) })
  const hasAny = results.some(({ data }) => (data?.series.length ?? 0) + (data?.failures.length ?? 0) > 0)
  if (!hasAny && readings.length === 0) return null
  return (
    <Section title="How it behaves">
      <fieldset className="range" aria-label="Time shown">
        {ranges.map((one) => (
          <button key={one} type="button" aria-pressed={one === range} onClick={() => setRange(one)}>
            {one}
          </button>
        ))}
      </fieldset>
      {results.map(({ data, error }, index) => (
        <div key={services[index]}>
          {services.length > 1 && <h4 className="mono quiet">{services[index]}</h4>}
          {data?.series.map((series) => (
            <MetricChart key={`${series.upstream}:${series.name}`} series={series} />
          ))}
          {data?.failures.map((failure) => (
            <p key={failure.name} className="quiet">
              {failure.name}: <HostileText text={failure.message} />
            </p>
          ))}
          {error !== null && data === undefined && <p className="quiet">{explainFailure(error)}</p>}
        </div>
      ))}
    </Section>
  )
}
