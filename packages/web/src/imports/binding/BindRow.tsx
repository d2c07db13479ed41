import type { BindingConfidence } from '@statusgraph/model'
import type { ServiceListItem } from '@statusgraph/protocol'
import { useMemo, useState } from 'react'
import { LampMark } from '../../map/index.ts'
import { FindList } from '../../parts/FindList.tsx'
import { HostileText } from '../../parts/HostileText.tsx'
import { markOfService, saySeen, sayService } from '../../parts/service-words.ts'
import type { BindingRow } from './bind-nodes.ts'

interface BindRowProps {
  readonly row: BindingRow
  readonly services: readonly ServiceListItem[]
  /** What somebody chose for it. */
  readonly chosen: string | undefined
  /** Its list of services is open. */
  readonly isChanging: boolean
  readonly onChanging: (isOpen: boolean) => void
  readonly onChoose: (service: string | undefined) => void
}

/** One node: the service it probably is and how sure that is, to be accepted, or exchanged for another. */
export function BindRow({ row, services, chosen, isChanging, onChanging, onChoose }: BindRowProps) {
  const { node, bound, best } = row
  const offered = bound ?? chosen ?? best?.service
  const item = services.find(({ service }) => service === offered)
  const isOwnChoice = chosen !== undefined && chosen !== best?.service
  return (
    <li className={isChanging ? 'bind-row bind-row-open' : 'bind-row'}>
      <div className="bind-line">
        <label className="bind-choice">
          <input
            type="checkbox"
            checked={bound !== undefined || chosen !== undefined}
            disabled={bound !== undefined || offered === undefined}
            onChange={(event) => onChoose(event.target.checked ? offered : undefined)}
          />
          <HostileText text={node.name} className="bind-node" />
          <span className="bind-service">
            {offered === undefined ? (
              <span className="quiet">no service is called like it</span>
            ) : (
              <>
                {item !== undefined && <LampMark lamp={markOfService(item, false)} size={14} />}
                <HostileText text={offered} />
                {item !== undefined && <span className="visually-hidden">, {sayService(item, false)}</span>}
              </>
            )}
          </span>
        </label>
        <span className="bind-why">
          {bound !== undefined && <Sureness confidence="exact" words="bound by its name" score={1} />}
          {bound === undefined && isOwnChoice && <span className="quiet">your choice</span>}
          {bound === undefined && !isOwnChoice && best !== undefined && (
            <Sureness confidence={best.confidence} words={best.because} score={best.score} />
          )}
        </span>
        <button
          type="button"
          className="text-button bind-change"
          aria-expanded={isChanging}
          aria-label={
            offered === undefined ? `Choose a service for ${node.name}` : `Change the service of ${node.name}`
          }
          onClick={() => onChanging(!isChanging)}
        >
          {offered === undefined ? 'Choose' : 'Change'}
        </button>
      </div>
      {isChanging && (
        <ServicePicker
          services={services}
          onChoose={(service) => {
            onChoose(service)
            onChanging(false)
          }}
        />
      )}
    </li>
  )
}

const words: Readonly<Record<BindingConfidence, string>> = { exact: 'Exact', likely: 'Likely', perhaps: 'Perhaps' }

interface SurenessProps {
  readonly confidence: BindingConfidence
  readonly words: string
  readonly score: number
}

/** How sure a proposal is: a word, a bar, and why. */
function Sureness({ confidence, words: why, score }: SurenessProps) {
  return (
    <>
      <span className={`bind-sure bind-sure-${confidence}`}>
        <span className="bind-bar" aria-hidden="true">
          <span style={{ inlineSize: `${Math.round(score * 100)}%` }} />
        </span>
        {words[confidence]}
      </span>
      <span className="quiet">{why}</span>
    </>
  )
}

interface ServicePickerProps {
  readonly services: readonly ServiceListItem[]
  readonly onChoose: (service: string) => void
}

const mostFound = 50

function ServicePicker({ services, onChoose }: ServicePickerProps) {
  const [typed, setTyped] = useState('')
  const found = useMemo(() => {
    const wanted = typed.trim().toLowerCase()
    return services
      .filter(({ service }) => service.toLowerCase().includes(wanted))
      .slice(0, mostFound)
      .map((item) => ({
        id: item.service,
        label: item.service,
        detail: saySeen(item),
        mark: <LampMark lamp={markOfService(item, false)} size={14} />,
      }))
  }, [services, typed])
  return (
    <div className="bind-picker">
      <FindList
        label="Find a service"
        items={found}
        typed={typed}
        onType={setTyped}
        onChoose={({ id }) => onChoose(id)}
        nothingFound="No service is called so."
      />
    </div>
  )
}
