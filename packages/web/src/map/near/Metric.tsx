import type { MetricReading } from '@statusgraph/model'
import type { ReactNode } from 'react'
import { formatValue } from '@statusgraph/picture'
import type { Spark } from '@statusgraph/picture'
import { Sparkline } from './Sparkline.tsx'

/** One value with its curve, standing where the layout always kept room for it. */
export function Metric({
  metric,
  spark,
}: {
  readonly metric: MetricReading
  readonly spark: Spark | undefined
}): ReactNode {
  return (
    <span className="sg-metric" data-tone={metric.lamp} title={metric.name}>
      <span className="sg-value">{formatValue(metric.value, metric.unit)}</span>
      {spark !== undefined && <Sparkline points={spark.points} width={64} height={22} />}
    </span>
  )
}
