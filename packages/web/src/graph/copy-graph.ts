import type { RevisionedGraph } from '@statusgraph/protocol'
import type { QueryClient } from '@tanstack/react-query'
import { client, explainFailure } from '../live/api.ts'
import { copyOf } from '../live/copy-of.ts'
import { showNote } from '../parts/Toast.tsx'
import { graphPath } from '../routes/paths.ts'
import { navigate } from '../routes/router.tsx'

/** Makes a graph of one's own from another, which remembers what it was copied from, and opens it for editing. */
export async function copyGraph(original: RevisionedGraph, queries: QueryClient): Promise<void> {
  try {
    const copy = await client.createGraph(copyOf(original))
    await queries.invalidateQueries({ queryKey: ['graphs'] })
    navigate(`${graphPath(copy.graph.id)}?edit`)
    showNote(`This is your copy of ${original.graph.name}.`)
  } catch (failure) {
    showNote(`Not copied: ${explainFailure(failure)}`)
  }
}
