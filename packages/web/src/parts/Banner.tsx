import type { ReactNode } from 'react'
import type { Mark } from '@statusgraph/picture'
import { LampMark } from '../map/index.ts'

interface BannerProps {
  readonly mark: Mark
  readonly title: string
  readonly children?: ReactNode
  readonly action?: ReactNode
}

/** Something that is wrong and stays said until it is right again; never a toast that vanishes. */
export function Banner({ mark, title, children, action }: BannerProps) {
  return (
    <section className={`banner banner-${mark}`} aria-label={title}>
      <LampMark lamp={mark} size={20} />
      <div className="banner-text">
        <strong>{title}</strong>
        {children !== undefined && <div>{children}</div>}
      </div>
      {action}
    </section>
  )
}
