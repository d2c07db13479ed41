import { useId } from 'react'
import type { ReactNode } from 'react'

interface SectionProps {
  readonly title: string
  readonly count?: number
  readonly children: ReactNode
}

/** One question of the panel and its answer. */
export function Section({ title, count, children }: SectionProps) {
  const id = useId()
  return (
    <section className="panel-section" aria-labelledby={id}>
      <h3 id={id}>
        {title}
        {count !== undefined && <span className="count">{count}</span>}
      </h3>
      {children}
    </section>
  )
}
