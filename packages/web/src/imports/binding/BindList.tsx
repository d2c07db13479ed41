import { proposeBindings } from '@statusgraph/model'
import type { GraphDocument } from '@statusgraph/model'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { servicesQuery } from '../../live/queries.ts'
import { count } from '../imported.ts'
import { chooseGood, listRows, sortOf } from './bind-nodes.ts'
import type { BindingRow, ChosenServices } from './bind-nodes.ts'
import { BindRow } from './BindRow.tsx'

interface BindListProps {
  readonly graph: GraphDocument
  readonly chosen: ChosenServices
  readonly onChoose: (chosen: ChosenServices) => void
}

const shownAtFirst = 100

/** Each node with the service that it probably is: taken one by one, or all good ones at once. */
export function BindList({ graph, chosen, onChoose }: BindListProps) {
  const { data: services, error } = useQuery(servicesQuery)
  // The list comes again every few seconds with other lamps; names are compared when there are other names.
  const names = (services ?? []).map(({ service }) => service).join('\n')
  const rows = useMemo(() => {
    const known = names.split('\n').map((service) => ({ service }))
    return listRows(graph, proposeBindings(graph.nodes, known))
  }, [graph, names])
  const [isAll, setIsAll] = useState(false)
  const [changing, setChanging] = useState<string>()

  if (services === undefined) {
    return (
      <p className="import-note">
        {error === null ? 'Asking which services there are …' : 'The server does not answer.'}
      </p>
    )
  }
  if (services.length === 0) {
    return (
      <p className="import-note">
        No service is known yet, so there is nothing to bind to. Nodes are bound by their names as soon as Prometheus or
        an alert names a service so; this step can be repeated from the menu of the graph.
      </p>
    )
  }
  const good = chooseGood(rows)
  const isGoodTaken = [...good].every(([node, service]) => chosen.get(node) === service)
  const byName = rows.filter((row) => sortOf(row) === 'bound').length
  const taken = [...chosen.keys()].filter((id) => rows.some((row) => row.node.id === id && row.bound === undefined))
  const shown = isAll ? rows : rows.slice(0, shownAtFirst)
  const choose = (row: BindingRow, service: string | undefined): void => {
    const next = new Map(chosen)
    if (service === undefined) next.delete(row.node.id)
    else next.set(row.node.id, service)
    onChoose(next)
  }
  return (
    <div className="bind">
      <div className="bind-head">
        <output>
          <strong>
            {say(byName + taken.length)} of {count(rows.length, 'node')}
          </strong>{' '}
          bound: {say(byName)} by {byName === 1 ? 'its name' : 'their names'}, {say(taken.length)} chosen here
        </output>
        {good.size > 0 && (
          <button
            type="button"
            className="button"
            disabled={isGoodTaken}
            onClick={() => onChoose(new Map([...chosen, ...good]))}
          >
            Accept all {say(good.size)} likely
          </button>
        )}
      </div>
      <ul className="bind-rows">
        {shown.map((row) => (
          <BindRow
            key={row.node.id}
            row={row}
            services={services}
            chosen={chosen.get(row.node.id)}
            isChanging={changing === row.node.id}
            onChanging={(isOpen) => setChanging(isOpen ? row.node.id : undefined)}
            onChoose={(service) => choose(row, service)}
          />
        ))}
      </ul>
      {shown.length < rows.length && (
        <button type="button" className="button" onClick={() => setIsAll(true)}>
          Show all {say(rows.length)}
        </button>
      )}
    </div>
  )
}

function say(many: number): string {
  return many.toLocaleString('en')
}
