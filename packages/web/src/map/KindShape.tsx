import type { NodeKind } from '@statusgraph/model'
import type { ReactNode } from 'react'
import { detailOf, glyphOf, outlineOf } from '@statusgraph/picture'
import './kind-shape.css'

const box = { width: 60, height: 40 } as const

/** What the shapes that share an outline hold, so that they are told apart this small. */
const fillings: Partial<Record<NodeKind, string>> = {
  service: 'M14 20h.01M24 20h22',
  group: 'M12 12h16',
}

/**
 * A kind as the map draws it, for palettes and pickers. Silent to screen readers: the word stands beside it.
 *
 * @example <KindShape kind="database" />
 */
export function KindShape({ kind, widthPx = 30 }: { readonly kind: NodeKind; readonly widthPx?: number }): ReactNode {
  const glyph = glyphOf(kind)
  const filling = fillings[kind]
  return (
    <svg
      className="sg-kind-shape"
      data-kind={kind}
      width={widthPx}
      height={(widthPx * (box.height + 4)) / (box.width + 4)}
      viewBox={`-2 -2 ${box.width + 4} ${box.height + 4}`}
      aria-hidden="true"
      focusable="false"
    >
      <path d={outlineOf(kind, box.width, box.height)} className="sg-kind-outline" />
      <path d={detailOf(kind, box.width, box.height)} className="sg-kind-line" />
      {filling !== undefined && <path d={filling} className="sg-kind-filling" />}
      {glyph !== undefined && <path d={glyph} className="sg-kind-line" transform="translate(18 8) scale(1.2)" />}
    </svg>
  )
}
