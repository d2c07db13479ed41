import { setDynamic } from '@statusgraph/model'
import type { GraphDocument } from '@statusgraph/model'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { topologySourcesQuery } from '../../../../live/queries.ts'
import { useTopologyOutline } from '../../../../live/topology/use-topology.ts'
import { Link } from '../../../../routes/router.tsx'
import type { Editor } from '../../editor.ts'

interface NoFindsProps {
  readonly editor: Editor
  readonly which: 'observed' | 'missing'
  readonly graph: GraphDocument
  /** There is something, but the search or the filter lets nothing through. */
  readonly isFiltered: boolean
}

/** Why there is nothing to list: that may be a success, a filter, or that nobody looks. */
export function NoFinds(props: NoFindsProps) {
  const { editor, graph } = props
  const { isKnown, trouble } = useTopologyOutline(editor.live.topology)
  const { data: sources } = useQuery(topologySourcesQuery)
  const isOff = (graph.dynamic ?? 'off') === 'off'
  const { title, children } = explain({
    ...props,
    isOff,
    isWaiting: !isKnown && trouble === undefined,
    isFailed: !isKnown && trouble !== undefined,
    hasSources: sources === undefined || sources.length > 0,
  })
  return (
    <div className="tray-empty" aria-busy={!isKnown && !isOff}>
      <h3>{title}</h3>
      {children}
    </div>
  )
}

interface Facts extends NoFindsProps {
  readonly isOff: boolean
  readonly isWaiting: boolean
  readonly isFailed: boolean
  readonly hasSources: boolean
}

function explain(facts: Facts): { readonly title: string; readonly children?: ReactNode } {
  const { editor, which, graph, isFiltered, isOff, isWaiting, isFailed, hasSources } = facts
  if (isFiltered) return { title: 'Nothing answers to that', children: <p>Type less, or choose another part.</p> }
  if (!hasSources)
    return {
      title: 'No discovery source is configured',
      children: (
        <p>
          Traces, metrics, Docker, Kubernetes and others can tell who calls whom.{' '}
          <Link to="/upstreams" className="text-button">
            See what could be used
          </Link>
        </p>
      ),
    }
  if (isOff)
    return {
      title: 'Discovery is off for this graph',
      children: (
        <>
          <p>Compared with what is seen running, a drawing stays true. Nothing is added to it by itself.</p>
          <button
            type="button"
            className="button"
            onClick={() => editor.session.edit('compare with what is seen', (now) => setDynamic(now, 'overlay'))}
          >
            Compare with what is seen
          </button>
        </>
      ),
    }
  if (isFailed) return { title: 'The list cannot be read', children: <p>It is asked for again every few seconds.</p> }
  if (isWaiting) return { title: 'Asking the sources …' }
  if (which === 'missing')
    return { title: 'Everything drawn is seen', children: <p>As far as a source sees such things at all.</p> }
  return graph.dynamic === 'auto'
    ? { title: 'Everything seen is in the drawing', children: <p>Whatever comes new is drawn by itself.</p> }
    : { title: 'Everything seen is drawn', children: <p>What comes new waits here until you add or ignore it.</p> }
}
