import type { NodeKind } from '@statusgraph/model'
import { glyphOf } from '@statusgraph/picture'
import type { ReactNode } from 'react'

/** The drawn sign of a kind whose outline alone does not tell it; null for the others. */
export function KindGlyph({ kind }: { readonly kind: NodeKind }): ReactNode {
  const d = glyphOf(kind)
  if (d === undefined) return null
  return (
    <svg className="sg-glyph" width="18" height="18" viewBox="0 0 20 20" aria-hidden="true">
      <path d={d} />
    </svg>
  )
}
