import { HostileText } from '../parts/HostileText.tsx'
import type { ListOrder } from './order/list-order.ts'

interface ListToolsProps {
  readonly tags: readonly (readonly [tag: string, count: number])[]
  readonly tag: string | undefined
  readonly onTag: (tag: string | undefined) => void
  readonly order: ListOrder
  readonly onOrder: (order: ListOrder) => void
}

const orders = [
  ['worst', 'Worst first'],
  ['arranged', 'Arranged'],
] as const
/** More tags than anybody reads; the search finds the others. */
const shownTags = 12

/** What is shown of the list, and in which order. */
export function ListTools({ tags, tag, onTag, order, onOrder }: ListToolsProps) {
  const shown = tags.filter(([name], index) => index < shownTags || name === tag)
  return (
    <div className="toolbar">
      <fieldset className="graphs-tags" aria-label="Tags">
        {shown.map(([name, count]) => (
          <button
            key={name}
            type="button"
            className="chip-button"
            aria-pressed={name === tag}
            onClick={() => onTag(name === tag ? undefined : name)}
          >
            <HostileText text={name} /> <span className="graphs-tag-count">{count}</span>
          </button>
        ))}
      </fieldset>
      <fieldset className="tabs" aria-label="Order">
        {orders.map(([value, words]) => (
          <button key={value} type="button" aria-pressed={order === value} onClick={() => onOrder(value)}>
            {words}
          </button>
        ))}
      </fieldset>
    </div>
  )
}
