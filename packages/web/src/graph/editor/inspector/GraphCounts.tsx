import { serviceKey } from '@statusgraph/model'
import type { GraphDocument } from '@statusgraph/model'
import { useMemo } from 'react'
import { Section } from '../../panel/Section.tsx'
import { findShowing, useServices } from './services/use-services.ts'

/** What is in a graph, and how much of it stands for something that exists. */
export function GraphCounts({ graph }: { readonly graph: GraphDocument }) {
  const known = useServices()
  const showing = useMemo(() => findShowing(graph), [graph])
  const groups = graph.nodes.filter(({ kind }) => kind === 'group').length
  const seen = known.all.filter(({ service }) => showing.has(serviceKey(service))).length
  const rows = [
    ['Nodes', graph.nodes.length - groups],
    ['Groups', groups],
    ['Edges', graph.edges.length],
  ] as const
  return (
    <Section title="What is in it">
      <dl className="graph-counts">
        {rows.map(([name, count]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{count.toLocaleString('en')}</dd>
          </div>
        ))}
        <div>
          <dt>Services</dt>
          <dd>
            {known.isLoading || known.all.length === 0
              ? '–'
              : `${seen.toLocaleString('en')} of ${known.all.length.toLocaleString('en')}`}
          </dd>
        </div>
      </dl>
      {known.trouble !== undefined && (
        <p className="inspect-hint">The list of services cannot be renewed: {known.trouble}</p>
      )}
    </Section>
  )
}
