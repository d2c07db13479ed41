import { compareLamps } from '@statusgraph/model'
import type { GraphDocument, Lamp } from '@statusgraph/model'
import { useEffect, useRef } from 'react'
import { lampWords } from '@statusgraph/picture'
import type { LiveStatuses, LiveView } from '../../live/live-graph.ts'
import { announce } from '../../parts/announce.ts'
import { reasonOf } from './problems.ts'
import { sayEvidence } from './say-evidence.ts'

/** Reads out to whoever listens what whoever looks would notice: what got worse, that all is over, that no data comes. */
export function useNews(graph: GraphDocument, statuses: LiveStatuses, view: LiveView): void {
  useEffect(() => readOutChanges(graph, statuses), [graph, statuses])
  const trouble = view.summary === undefined ? '' : sayEvidence(view)
  const said = useRef('')
  useEffect(() => {
    if (trouble === said.current) return
    said.current = trouble
    announce(trouble === '' ? 'The data is fresh again.' : trouble)
  }, [trouble])
}

/** What gets worse is said, the worst first; what gets better only when it was the last of it. */
function readOutChanges(graph: GraphDocument, statuses: LiveStatuses): () => void {
  const names = new Map(graph.nodes.filter(({ kind }) => kind !== 'group').map(({ id, name }) => [id, name]))
  const known = new Map<string, Lamp>()
  for (const id of names.keys()) {
    const status = statuses.get(id)
    if (status !== undefined) known.set(id, status.lamp)
  }
  return statuses.subscribeAll((changedIds) => {
    const wasBurning = isAnyBurning(known)
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
    if (first !== undefined) {
      const rest = more.length === 0 ? '' : `, and ${more.length} more got worse`
      announce(`${first.name} is ${lampWords[first.lamp].toLowerCase()}${rest}. ${first.reason}`)
    } else if (wasBurning && !isAnyBurning(known)) announce('Nothing is critical or warning any more.')
  })
}

function isAnyBurning(lamps: ReadonlyMap<string, Lamp>): boolean {
  return lamps.values().some((lamp) => lamp === 'critical' || lamp === 'warning')
}
