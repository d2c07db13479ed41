import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { explainFailure, statusOf } from '../live/api.ts'
import { graphQuery } from '../live/queries.ts'
import { useLiveGraph, useLiveView } from '../live/use-live-graph.ts'
import { warmMap } from '../map/index.ts'
import { EmptyScreen } from '../parts/EmptyScreen.tsx'
import { Page } from '../parts/Page.tsx'
import { Skeleton } from '../parts/Skeleton.tsx'
import { Link, usePlace } from '../routes/router.tsx'
import { readViewState } from '../routes/view-state.ts'
import { GraphView } from './GraphView.tsx'

/** A live graph, or what stands in its place: loading, no such graph, deleted while someone looked, no answer. */
export function GraphPage({ id }: { readonly id: string }) {
  // Who draws gets ready while the graph is still on its way.
  useState(warmMap)
  const { live, retryNow } = useLiveGraph(id)
  const view = useLiveView(live)
  const { search } = usePlace()
  const { data, error } = useQuery({
    ...graphQuery(id, view.revision),
    // While nothing could be loaded, the page heals itself.
    refetchInterval: (query) => (query.state.data === undefined ? 5_000 : false),
  })

  // Whoever edits keeps the work on the screen, and is told there.
  const { isEditing } = readViewState(search)
  if ((view.isDeleted && !isEditing) || (data === undefined && statusOf(error) === 404)) {
    const wasThere = data !== undefined
    return (
      <Page title={wasThere ? `${data.graph.name} was deleted` : 'Not found'}>
        <EmptyScreen
          drawing="lost"
          title={wasThere ? `${data.graph.name} was deleted` : 'There is no such graph'}
          actions={
            <Link className="button primary" to="/">
              All graphs
            </Link>
          }
        >
          <p>
            {wasThere
              ? 'Someone deleted it while you looked. For 30 days it can be brought back from the bin, under all graphs.'
              : `No graph has the id “${id.slice(0, 80)}”. It may have been deleted, or renamed.`}
          </p>
        </EmptyScreen>
      </Page>
    )
  }
  if (data === undefined && error !== null) {
    return (
      <Page title="No answer">
        <EmptyScreen
          drawing="lost"
          title="The graph cannot be loaded"
          actions={
            <button type="button" className="button primary" onClick={() => globalThis.location.reload()}>
              Try again
            </button>
          }
        >
          <p>{explainFailure(error)} This page tries again by itself.</p>
        </EmptyScreen>
      </Page>
    )
  }
  if (data === undefined) return <Skeleton />
  return <GraphView loaded={data} live={live} view={view} onRetry={retryNow} />
}
