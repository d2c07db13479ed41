import type { ReactNode } from 'react'
import { marks } from '@statusgraph/picture'
import type { Mark } from '@statusgraph/picture'
import './lamp-mark.css'

/**
 * The mark of a lamp, told apart by its shape alone. Silent to screen readers: the word stands beside it.
 *
 * @example <LampMark lamp="critical" size={16} />
 */
export function LampMark({ lamp, size = 16 }: { readonly lamp: Mark; readonly size?: number }): ReactNode {
  return (
    <svg
      className="sg-mark"
      data-mark={lamp}
      width={size}
      height={size}
      viewBox="0 0 20 20"
      aria-hidden="true"
      focusable="false"
    >
      {marks[lamp].map((stroke) => (
        <path
          key={stroke.d}
          d={stroke.d}
          className={stroke.fill === undefined ? `sg-mark-${stroke.stroke ?? 'lamp'}` : 'sg-mark-body'}
          strokeWidth={stroke.width}
          strokeDasharray={stroke.dash?.join(' ')}
        />
      ))}
    </svg>
  )
}
