import { groupServices } from '@statusgraph/model'
import type { DrawableService, ServiceGrouping } from '@statusgraph/model'
import type { ServiceListItem } from '@statusgraph/protocol'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { servicesQuery } from '../../live/queries.ts'
import { LampMark } from '../../map/index.ts'
import { HostileText } from '../../parts/HostileText.tsx'
import { markOfService, sayService } from '../../parts/service-words.ts'

export interface ServiceChoice {
  readonly chosen: readonly DrawableService[]
  readonly groupBy: ServiceGrouping
}

interface ServiceFieldsProps {
  readonly choice: ServiceChoice
  readonly onChange: (choice: ServiceChoice) => void
}

const groupings = [
  ['prefix', 'By name'],
  ['namespace', 'By namespace'],
  ['none', 'Not grouped'],
] as const
/** More rows than anybody reads; the search finds the others, and choosing a group takes all of it. */
const shownPerGroup = 100

/** Which of the services that exist are drawn, and what puts them into groups. */
export function ServiceFields({ choice: { chosen, groupBy }, onChange }: ServiceFieldsProps) {
  const { data, error } = useQuery(servicesQuery)
  const [search, setSearch] = useState('')
  const wanted = search.trim().toLowerCase()
  const found = (data ?? []).filter(({ service }) => service.toLowerCase().includes(wanted))
  const isChosen = new Set(chosen.map(({ service }) => service))
  const change = (services: readonly DrawableService[], isWanted: boolean): void => {
    const others = chosen.filter(({ service }) => !services.some((one) => one.service === service))
    const taken = services.map(({ service, namespace }) => ({ service, namespace }))
    onChange({ groupBy, chosen: isWanted ? [...others, ...taken] : others })
  }
  if (data?.length === 0) {
    return (
      <p className="start-note">
        No service is known yet: services are read from Prometheus and from alerts, by the labels of the configuration.
      </p>
    )
  }
  return (
    <>
      <fieldset className="tabs" aria-label="Groups">
        {groupings.map(([value, words]) => (
          <button
            key={value}
            type="button"
            aria-pressed={groupBy === value}
            onClick={() => onChange({ chosen, groupBy: value })}
          >
            {words}
          </button>
        ))}
      </fieldset>
      <div className="start-services">
        <div className="start-services-head">
          <input
            type="search"
            aria-label="Search services"
            placeholder="Search services"
            autoComplete="off"
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
          <Tick
            label={wanted === '' ? `All ${found.length}` : `All ${found.length} found`}
            services={found}
            isChosen={isChosen}
            onChange={change}
          />
        </div>
        {data === undefined && (
          <p className="start-note">{error === null ? 'Loading …' : 'The server does not answer.'}</p>
        )}
        {groupServices(found, groupBy).map(({ name, services }) => (
          <ServiceGroup
            key={name ?? ''}
            name={name}
            items={found.filter(({ service }) => services.some((one) => one.service === service))}
            isChosen={isChosen}
            onChange={change}
          />
        ))}
      </div>
    </>
  )
}

interface ServiceGroupProps {
  readonly name: string | undefined
  readonly items: readonly ServiceListItem[]
  readonly isChosen: ReadonlySet<string>
  readonly onChange: (services: readonly DrawableService[], isWanted: boolean) => void
}

function ServiceGroup({ name, items, isChosen, onChange }: ServiceGroupProps) {
  const title = name ?? 'In no group'
  return (
    <fieldset className="start-group">
      <legend className="visually-hidden">{title}</legend>
      <Tick label={title} services={items} isChosen={isChosen} onChange={onChange} isTitle />
      <ul>
        {items.slice(0, shownPerGroup).map((item) => (
          <li key={item.service}>
            <label className="start-service">
              <input
                type="checkbox"
                checked={isChosen.has(item.service)}
                onChange={(event) => onChange([item], event.target.checked)}
              />
              <LampMark lamp={markOfService(item, false)} size={14} />
              <HostileText text={item.service} />
              <span className="visually-hidden">, {sayService(item, false)}</span>
              {item.nodes.length > 0 && <span className="quiet">on {countGraphs(item)}</span>}
            </label>
          </li>
        ))}
      </ul>
      {items.length > shownPerGroup && (
        <p className="start-note">and {items.length - shownPerGroup} more: search to see them</p>
      )}
    </fieldset>
  )
}

interface TickProps {
  readonly label: string
  readonly services: readonly DrawableService[]
  readonly isChosen: ReadonlySet<string>
  readonly onChange: (services: readonly DrawableService[], isWanted: boolean) => void
  readonly isTitle?: boolean
}

/** One box for many services: ticked, empty, or half when some are. */
function Tick({ label, services, isChosen, onChange, isTitle = false }: TickProps) {
  const count = services.filter(({ service }) => isChosen.has(service)).length
  const isAll = count > 0 && count === services.length
  return (
    <label className={isTitle ? 'start-service start-service-title' : 'start-service'}>
      <input
        type="checkbox"
        checked={isAll}
        ref={(input) => {
          if (input !== null) input.indeterminate = count > 0 && !isAll
        }}
        onChange={() => onChange(services, !isAll)}
      />
      <HostileText text={label} />
      {isTitle && <span className="count">{count === 0 ? services.length : `${count} of ${services.length}`}</span>}
    </label>
  )
}

function countGraphs({ nodes }: ServiceListItem): string {
  const graphs = new Set(nodes.map(({ graph }) => graph))
  const [first] = graphs
  return graphs.size === 1 ? String(first) : `${graphs.size} graphs`
}
