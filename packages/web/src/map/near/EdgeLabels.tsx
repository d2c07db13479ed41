import type { ReactNode } from 'react'
import { card } from '../geometry/node-size.ts'
import { badgePaths, badgeRing } from '../seen/edge-look.ts'
import type { EdgeLabel } from '../seen/lay-labels.ts'

/** Labels of edges above lines that the page draws itself, where the picture has them too. */
export function EdgeLabels({ labels }: { readonly labels: readonly EdgeLabel[] }): ReactNode {
  return labels.map(({ index, box, badge, text, words, textX, wordsX, look }) => (
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
  ))
}
