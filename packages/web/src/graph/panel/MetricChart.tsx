import type { MetricSeries } from '@statusgraph/protocol'
import { useMemo, useState } from 'react'
import type { PointerEvent } from 'react'
import { formatClock, formatValue } from '@statusgraph/picture'
import { boundOf, layOutChart, nearestPoint } from './chart-scale.ts'

const size = { width: 332, height: 56 } as const

/** One query of one service: its last value, how it came there, and where its thresholds lie. */
export function MetricChart({ series }: { readonly series: MetricSeries }) {
  const [cursor, setCursor] = useState<number | undefined>()
  const { points, unit, thresholds } = series
  const critical = boundOf(thresholds?.critical)
  const warning = boundOf(thresholds?.warning)
  const chart = useMemo(
    () =>
      layOutChart(
        points,
        size,
        [critical, warning].filter((bound) => bound !== undefined),
      ),
    [points, critical, warning],
  )
  const last = points.findLastIndex(([, value]) => value !== null)
  const shownIndex = cursor ?? last
  const shown = points[shownIndex]
  const value = shown?.[1]

  if (chart === undefined || shown === undefined || value === null || value === undefined) {
    return (
      <figure className="chart">
        <figcaption>
          <span className="chart-name">{series.name}</span>
          <span className="quiet">no values in this time</span>
        </figcaption>
      </figure>
    )
  }

  const point = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    setCursor(nearestPoint(points, (event.clientX - box.left) / box.width))
  }
  /** A step lands on the next value in its direction, over a gap if there is one. */
  const step = (wanted: number) => {
    const isBack = wanted < shownIndex
    const found = isBack
      ? points.findLastIndex(([, one], at) => at <= wanted && one !== null)
      : points.findIndex(([, one], at) => at >= wanted && one !== null)
    if (found !== -1) setCursor(found)
  }
  const text = `${formatValue(value, unit)} at ${clockOf(shown[0])}`

  return (
    <figure className="chart">
      <figcaption>
        <span className="chart-name">{series.name}</span>
        <span className="chart-value">{formatValue(value, unit)}</span>
      </figcaption>
      <div className="chart-plot" onPointerMove={point} onPointerLeave={() => setCursor(undefined)}>
        <svg
          viewBox={`0 0 ${size.width} ${size.height}`}
          preserveAspectRatio="none"
          aria-hidden="true"
          focusable="false"
        >
          {chart.areas.map((d) => (
            <path key={d} d={d} className="chart-area" />
          ))}
          <Threshold y={warning === undefined ? undefined : chart.yOf(warning)} kind="warning" />
          <Threshold y={critical === undefined ? undefined : chart.yOf(critical)} kind="critical" />
          {chart.lines.map((d) => (
            <path key={d} d={d} className="chart-line" />
          ))}
          {chart.dots.map(({ x, y }) => (
            <circle key={x} cx={x} cy={y} r={1.5} className="chart-dot" />
          ))}
          {cursor !== undefined && (
            <line x1={chart.xOf(shown[0])} x2={chart.xOf(shown[0])} y1={0} y2={size.height} className="chart-cursor" />
          )}
        </svg>
        <input
          type="range"
          min={0}
          max={points.length - 1}
          value={shownIndex}
          aria-label={`${series.name}, values over time`}
          aria-valuetext={text}
          onChange={(event) => step(Number(event.target.value))}
          onBlur={() => setCursor(undefined)}
        />
      </div>
      <div className="chart-foot">
        {cursor === undefined ? (
          <>
            <span>
              min {formatValue(chart.low, unit)} · max {formatValue(chart.high, unit)}
            </span>
            <span>{thresholdWords(thresholds)}</span>
          </>
        ) : (
          <>
            <span>{clockOf(points[0]?.[0] ?? 0)}</span>
            <strong>{clockOf(shown[0])}</strong>
            <span>{clockOf(points.at(-1)?.[0] ?? 0)}</span>
          </>
        )}
      </div>
    </figure>
  )
}

function Threshold({ y, kind }: { readonly y: number | undefined; readonly kind: 'warning' | 'critical' }) {
  if (y === undefined || y < 0 || y > size.height) return null
  return <line x1={0} x2={size.width} y1={y} y2={y} className={`chart-threshold chart-threshold-${kind}`} />
}

function thresholdWords(thresholds: MetricSeries['thresholds']): string {
  return [
    thresholds?.warning === undefined ? '' : `warning ${thresholds.warning}`,
    thresholds?.critical === undefined ? '' : `critical ${thresholds.critical}`,
  ]
    .filter((part) => part !== '')
    .join(' · ')
}

function clockOf(seconds: number): string {
  return formatClock(new Date(seconds * 1000).toISOString())
}
