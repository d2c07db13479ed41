import type { GraphListItem } from '@statusgraph/protocol'
import { useQueryClient } from '@tanstack/react-query'
import { client, explainFailure } from '../live/api.ts'
import { copyOf } from '../live/copy-of.ts'
import { showNote } from '../parts/Toast.tsx'
import { graphPath } from '../routes/paths.ts'
import { navigate } from '../routes/router.tsx'

/** What can be done with a whole graph. Each says what it did, or why not. */
export interface GraphActions {
  /** Moves it to the bin; the note brings it back. */
  readonly remove: (item: GraphListItem) => void
  /** A graph of one's own that remembers what it was copied from; `isToEdit` opens it unlocked. */
  readonly copy: (item: GraphListItem, options: { readonly isToEdit: boolean }) => void
  /** Gives the list its order, for everybody. */
  readonly arrange: (ids: readonly string[]) => void
  readonly restore: (id: string, revision: number, name: string) => void
  readonly purge: (id: string, name: string) => void
}

export function useGraphActions(): GraphActions {
  const queries = useQueryClient()
  const renew = async (): Promise<void> => {
    await Promise.all([
      queries.invalidateQueries({ queryKey: ['graphs'] }),
      queries.invalidateQueries({ queryKey: ['bin'] }),
    ])
  }
  const attempt = async (work: () => Promise<void>, failed: string): Promise<void> => {
    try {
      await work()
    } catch (failure) {
      showNote(`${failed}: ${explainFailure(failure)}`)
    } finally {
      await renew()
    }
  }
  const restore = (id: string, revision: number, name: string): void =>
    void attempt(async () => {
      await client.restoreRevision(id, revision)
      showNote(`${name} is back.`)
    }, 'It could not be brought back')

  return {
    restore,
    remove: ({ id, name, revision }) =>
      void attempt(async () => {
        await client.deleteGraph(id)
        showNote(`${name} was moved to the bin.`, { label: 'Undo', run: () => restore(id, revision, name) })
      }, 'Not deleted'),
    copy: (item, { isToEdit }) =>
      void attempt(async () => {
        const copied = await client.createGraph(copyOf(await client.readGraph(item.id)))
        const path = graphPath(copied.graph.id)
        if (isToEdit) navigate(`${path}?edit`)
        else showNote(`Copied as ${copied.graph.name}.`, { label: 'Open', run: () => navigate(path) })
      }, 'Not copied'),
    arrange: (ids) => {
      // The list moves at once; should the server refuse, the next answer puts it back.
      queries.setQueryData<readonly GraphListItem[]>(['graphs'], (items = []) => place(items, ids))
      void attempt(async () => void (await client.saveGraphOrder(ids)), 'The order was not saved')
    },
    purge: (id, name) =>
      void attempt(async () => {
        await client.purgeGraph(id)
        showNote(`${name} was destroyed.`)
      }, 'Not destroyed'),
  }
}

function place(items: readonly GraphListItem[], ids: readonly string[]): readonly GraphListItem[] {
  return items.map((item) => ({ ...item, place: ids.indexOf(item.id) })).toSorted((a, b) => a.place - b.place)
}
