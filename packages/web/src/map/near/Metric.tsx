import type { MetricReading } from '@statusgraph/model'
import type { ReactNode } from 'react'
import type { Spark } from '@statusgraph/picture'
import { Sparkline } from './Sparkline.tsx'

interface MetricProps {
  readonly metric: MetricReading
  /** Its value in words. */
  readonly value: string
  readonly widthPx: number
  readonly spark: Spark | undefined
}

/** One value with its curve, standing where the layout always kept room for it. */
export function Metric({ metric, value, widthPx, spark }: MetricProps): ReactNode {
  return (
    <span className="sg-metric" data-tone={metric.lamp} title={metric.name} style={{ width: widthPx }}>
      <span className="sg-value">{value}</span>
      {spark !== undefined && <Sparkline points={spark.points} width={64} height={22} />}
    </span>
  )
}
