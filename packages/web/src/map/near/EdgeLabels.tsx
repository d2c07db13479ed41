import type { ReactNode } from 'react'
import { badgePaths, badgeRing, detailAt, labelsIn } from '@statusgraph/picture'
import type { Scene, SceneEdge } from '@statusgraph/picture'
import { card } from '../geometry/node-size.ts'
import type { Level } from '../picture/level.ts'
import type { LiveMap } from '../view/live-map.ts'

interface EdgeLabelsProps {
  readonly map: LiveMap
  readonly scene: Scene
  readonly level: Level
  readonly scale: number
  readonly isWanted: (edge: SceneEdge) => boolean
}

/** Labels of edges above lines that the page draws itself, where the picture has them too. */
export function EdgeLabels({ map, scene, level, scale, isWanted }: EdgeLabelsProps): ReactNode {
  if (level !== 'near') return null
  const { seen, statusCodes } = map.looks
  return labelsIn({ scene, seen, statusCodes, detail: detailAt(scale), isWanted }).map(
    ({ index, box, badge, text, words, textX, wordsX, look }) => (
      <g key={index} className="sg-beam-label" transform={`translate(${box.x} ${box.y})`}>
        <rect width={box.width} height={box.height} rx={4} />
        {badge !== undefined && (
          <g className="sg-badge" transform={`translate(${text === '' && words === '' ? 0 : 4} ${box.height / 2 - 7})`}>
            <path className="sg-badge-ring" d={badgeRing} />
            <path d={badgePaths[badge]} />
          </g>
        )}
        <text x={textX} y={12.7} fontSize={card.chipSizePx}>
          {text}
        </text>
        <text x={wordsX} y={12.7} fontSize={card.chipSizePx} data-tone={look.isLoud ? look.lamp : undefined}>
          {words}
        </text>
      </g>
    ),
  )
}
