import { iconOf } from '@statusgraph/model'
import type { GraphNode, NodeStatus } from '@statusgraph/model'
import { memo } from 'react'
import type { ReactNode } from 'react'
import {
  badgePaths,
  badgeRing,
  badgeSizePx,
  decodeAppearance,
  detailOf,
  encodeAppearance,
  formatValue,
  markOf,
  outlineOf,
  revealHidden,
  sheetsOf,
  sideInsetAt,
} from '@statusgraph/picture'
import type { Appearance, MapStatuses, MapTopology, Spark } from '@statusgraph/picture'
import { IconPicture } from '../../icons/index.ts'
import type { Box } from '../geometry/box.ts'
import {
  card,
  chipsOf,
  hasRoomForMetric,
  insetsOf,
  isShape,
  linesOfShape,
  widthOfValuePx,
} from '../geometry/node-size.ts'
import { LampMark } from '../lamp/LampMark.tsx'
import { KindShape } from '../KindShape.tsx'
import { KindGlyph } from './glyphs.tsx'
import { Metric } from './Metric.tsx'
import { PendingRing } from './PendingRing.tsx'
import { StateLine } from './StateLine.tsx'
import { useNodeStatus, useSeenNode } from './use-node-status.ts'
import './card.css'

interface CardProps {
  readonly node: GraphNode
  readonly box: Box
  /** Whether edges leave it, which is what an outlet is for. */
  readonly hasOutlet: boolean
  readonly statuses: MapStatuses
  readonly topology: MapTopology
  readonly spark: Spark | undefined
}

/** What a node looks like close up, for the eye alone. Its element, name and role are the shell's around it. */
export const Card = memo(function Card({ node, box, hasOutlet, statuses, topology, spark }: CardProps) {
  const status = useNodeStatus(statuses, node.id)
  const seen = useSeenNode(topology, node.id)
  const isMissing = seen?.state === 'missing'
  const appearance = decodeAppearance(encodeAppearance(status))
  const { width, height } = box
  const mark = (
    <span className="sg-mark-cell">
      <PendingRing status={status} />
      <LampMark lamp={markOf(appearance)} size={card.markPx} />
    </span>
  )
  const icon = iconOf(node)
  const technology = icon !== undefined && (
    <span className="sg-technology">
      <IconPicture icon={icon} size={card.iconPx} fallback={<KindShape kind={node.kind} widthPx={card.iconPx} />} />
    </span>
  )
  if (isShape(node.kind)) {
    return (
      <>
        <Body
          node={node}
          width={width}
          height={height}
          hasOutlet={false}
          appearance={appearance}
          isMissing={isMissing}
        />
        <span className="sg-shape-in" aria-hidden="true">
          <span className="sg-shape-head">
            {mark}
            {technology}
          </span>
          <span className="sg-name">
            {linesOfShape({ name: revealHidden(node.name), kind: node.kind }, width).map((line) => (
              <span key={line} className="sg-line">
                {line}
              </span>
            ))}
          </span>
          <StateLine node={node} status={status} seen={seen} isBare />
        </span>
      </>
    )
  }
  const insets = insetsOf(node.kind)
  // A closed group has the button that opens it in this place.
  const reading = node.kind === 'group' ? undefined : status?.metrics[0]
  const value = reading === undefined ? '' : formatValue(reading.value, reading.unit)
  const isTight = reading !== undefined && !hasRoomForMetric(node, width - insets.left - insets.right, value)
  // Under the name there is room for one of the two, and the word for what is wrong is worth more than a number.
  const metric = isTight && !isCalm(status) ? undefined : reading
  const metricPx = Math.max(card.metricPx, widthOfValuePx(value))
  const chips = chipsOf(node)
  return (
    <>
      <Body
        node={node}
        width={width}
        height={height}
        hasOutlet={hasOutlet}
        appearance={appearance}
        isMissing={isMissing}
      />
      <span
        className="sg-card-in"
        aria-hidden="true"
        style={{ top: insets.top, right: insets.right, bottom: insets.bottom, left: insets.left }}
      >
        <span className="sg-head" data-tight={isTight ? '' : undefined}>
          {mark}
          {technology}
          <span className="sg-title">
            <span className="sg-name">{revealHidden(node.name)}</span>
            <span
              className="sg-state-line"
              style={isTight && metric !== undefined ? { paddingRight: metricPx - 12 } : undefined}
            >
              <StateLine node={node} status={status} seen={seen} />
            </span>
          </span>
          {metric === undefined ? (
            <KindGlyph kind={node.kind} />
          ) : (
            <Metric metric={metric} value={value} widthPx={metricPx} spark={spark} />
          )}
        </span>
        {node.ports?.map((port) => (
          <span key={port.id} className="sg-port">
            <span className="sg-port-label">{revealHidden(port.label ?? port.id)}</span>
            {port.name !== undefined && <span className="sg-port-name">{revealHidden(port.name)}</span>}
          </span>
        ))}
        {chips.length > 0 && (
          <span className="sg-chips">
            {chips.map((chip) => (
              <span key={chip} className="sg-chip">
                {revealHidden(chip)}
              </span>
            ))}
          </span>
        )}
      </span>
    </>
  )
})

/** Whether the line under the name has no word for the state of the node. */
function isCalm(status: NodeStatus | undefined): boolean {
  return status?.lamp === 'ok' && status.overlays.every(({ kind }) => kind === 'partial')
}

interface BodyProps {
  readonly node: GraphNode
  readonly width: number
  readonly height: number
  readonly hasOutlet: boolean
  readonly appearance: Appearance
  /** It was drawn, and nobody sees it. */
  readonly isMissing: boolean
}

/** The drawn body: outline, hatch, ring, rows' hairlines, ports' dots and the outlet. */
function Body({ node, width, height, hasOutlet, appearance, isMissing }: BodyProps): ReactNode {
  const { kind } = node
  const outline = outlineOf(kind, width, height)
  const insets = insetsOf(kind)
  const axisY = insets.top + card.headerPx / 2
  const rowY = insets.top + card.headerPx
  const ports = node.ports ?? []
  const hasRows = !isShape(kind)
  const rows = hasRows ? ports.map((_, at) => rowY + at * card.portRowPx) : []
  if (hasRows && chipsOf(node).length > 0) rows.push(rowY + ports.length * card.portRowPx)
  const detail = detailOf(kind, width, height)
  return (
    <svg className="sg-body" width={width} height={height} aria-hidden="true">
      {appearance.impacted !== undefined && (
        <path className="sg-impacted" data-tone={appearance.impacted} d={outlineOf(kind, width, height, 5)} />
      )}
      {kind === 'group' &&
        sheetsOf(width, height)
          .toReversed()
          .map((d) => <path key={d} className="sg-sheet" d={d} />)}
      <path className="sg-outline" d={outline} />
      {appearance.isStale && <path className="sg-hatch" d={outline} fill="url(#sg-hatch)" />}
      {detail !== '' && <path className="sg-detail" d={detail} />}
      {rows.map((y) => (
        <path key={y} className="sg-row" d={`M${insets.left + 1} ${y + 0.5}H${width - insets.right - 1}`} />
      ))}
      {appearance.isPartial && <PartialCorner width={width} height={height} />}
      {hasRows &&
        ports.map((port, at) => {
          const y = rowY + (at + 0.5) * card.portRowPx
          return <circle key={port.id} className="sg-dot" cx={sideInsetAt(kind, height, y)} cy={y} r={4} />
        })}
      {isMissing && (
        <g className="sg-badge" transform={`translate(${width - badgeSizePx * 0.7} ${-badgeSizePx * 0.3})`}>
          <path className="sg-badge-ring" d={badgeRing} />
          <path d={badgePaths.missing} />
        </g>
      )}
      {hasOutlet && <circle className="sg-outlet" cx={width - sideInsetAt(kind, height, axisY)} cy={axisY} r={4} />}
    </svg>
  )
}

/** A corner that is broken off: the upstream's answer was not whole. */
function PartialCorner({ width, height }: { readonly width: number; readonly height: number }): ReactNode {
  const x = width
  const y = height
  return (
    <>
      <path
        className="sg-broken"
        d={`M${x + 2} ${y - 17}L${x - 7} ${y - 11}L${x - 8} ${y - 6}L${x - 17} ${y + 2}H${x + 2}Z`}
      />
      <path className="sg-broken-line" d={`M${x} ${y - 16}L${x - 7} ${y - 11}L${x - 8} ${y - 6}L${x - 16} ${y}`} />
    </>
  )
}
