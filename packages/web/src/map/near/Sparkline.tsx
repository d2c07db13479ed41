import { traceSpark } from '@statusgraph/picture'
import type { SparkPoints } from '@statusgraph/picture'
import type { ReactNode } from 'react'

/** One line with its area, drawn to the edges of its box; a gap where there was no data. */
export function Sparkline({
  points,
  width,
  height,
}: {
  readonly points: SparkPoints
  readonly width: number
  readonly height: number
}): ReactNode {
  const { line, area } = traceSpark(points, width, height)
  if (line === '') return null
  return (
    <svg className="sg-spark" width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <path className="sg-spark-area" d={area} />
      <path className="sg-spark-line" d={line} />
    </svg>
  )
}
