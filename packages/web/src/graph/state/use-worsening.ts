import { compareLamps } from '@statusgraph/model'
import type { GraphDocument, Lamp } from '@statusgraph/model'
import { useEffect } from 'react'
import type { LiveStatuses } from '../../live/live-graph.ts'
import { announce } from '../../parts/announce.ts'
import { lampWords } from '../../parts/lamp-words.ts'
import { reasonOf } from './problems.ts'

/** Reads out what got worse, the worst first. What gets better is seen by whoever looks. */
export function useWorsening(graph: GraphDocument, statuses: LiveStatuses): void {
  useEffect(() => {
    const names = new Map(graph.nodes.filter(({ kind }) => kind !== 'group').map(({ id, name }) => [id, name]))
    const known = new Map<string, Lamp>()
    for (const id of names.keys()) {
      const status = statuses.get(id)
      if (status !== undefined) known.set(id, status.lamp)
    }
    return statuses.subscribeAll((changedIds) => {
      const worse: { readonly name: string; readonly lamp: Lamp; readonly reason: string }[] = []
      for (const id of changedIds) {
        const name = names.get(id)
        const status = statuses.get(id)
        if (name === undefined || status === undefined) continue
        const before = known.get(id)
        known.set(id, status.lamp)
        if (before !== undefined && compareLamps(status.lamp, before) < 0) {
          worse.push({ name, lamp: status.lamp, reason: reasonOf(status) })
        }
      }
      const [first, ...more] = worse.toSorted((a, b) => compareLamps(a.lamp, b.lamp))
      if (first === undefined) return
      const rest = more.length === 0 ? '' : `, and ${more.length} more got worse`
      announce(`${first.name} is ${lampWords[first.lamp].toLowerCase()}${rest}. ${first.reason}`)
    })
  }, [graph, statuses])
}
