import { useEffect } from 'react'
import type { ReactNode } from 'react'
import { Bar, PageLinks } from './Bar.tsx'

interface PageProps {
  readonly title: string
  /** Stands in the bar, before theme and menu. */
  readonly tools?: ReactNode
  readonly children: ReactNode
}

/** A page that is no graph: the bar, and what it has to say below. */
export function Page({ title, tools, children }: PageProps) {
  useEffect(() => {
    document.title = title === 'Graphs' ? 'Statusgraph' : `${title} – Statusgraph`
  }, [title])
  return (
    <div className="page">
      <Bar>
        <PageLinks />
        <span className="bar-space" />
        {tools}
      </Bar>
      <main id="content" className={`page-content ${title.toLowerCase()}-page`} tabIndex={-1}>
        {children}
      </main>
    </div>
  )
}
