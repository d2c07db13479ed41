import { useId, useRef, useState } from 'react'
import type { DragEvent, KeyboardEvent, MouseEvent } from 'react'
import { LampMark } from '../../../map/index.ts'
import { Icon } from '../../../parts/Icon.tsx'
import { revealHidden } from '../../../parts/visible-text.ts'
import type { Choice, ChoosingWay } from './choose-rows.ts'
import { chooseAll, chooseRow } from './choose-rows.ts'
import { dragServices } from './drag-services.ts'
import { servicesOfRows } from './list-rows.ts'
import type { TrayRow } from './list-rows.ts'
import { useRowWindow } from './use-row-window.ts'

interface TrayListProps {
  readonly label: string
  readonly rows: readonly TrayRow[]
  readonly choice: Choice
  readonly onChoose: (choice: Choice) => void
  /** Enter, or a double click. */
  readonly onTake: () => void
  /** Escape. */
  readonly onGiveUp: () => void
}

const rowPx = 44

/**
 * What can be drawn, to choose from: a press chooses one, Ctrl or the box one more, Shift a stretch, Ctrl+A all. What is
 * chosen can be dragged. Thousands of rows are fine: only those in sight are drawn.
 */
export function TrayList({ label, rows, choice, onChoose, onTake, onGiveUp }: TrayListProps) {
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState(0)
  const { first, end, heightPx, watch } = useRowWindow(rows.length, rowPx)
  const at = Math.min(active, rows.length - 1)
  const order = rows.map(({ key }) => key)

  const go = (to: number, way: ChoosingWay | undefined) => {
    const next = Math.max(0, Math.min(rows.length - 1, to))
    const row = rows[next]
    const box = scroller.current
    if (row === undefined || box === null) return
    setActive(next)
    box.scrollTop = Math.max(Math.min(box.scrollTop, next * rowPx), (next + 1) * rowPx - box.clientHeight)
    if (way !== undefined) onChoose(chooseRow(choice, order, row.key, way))
  }
  const press = (event: KeyboardEvent) => {
    const hasMod = event.ctrlKey || event.metaKey
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? rowPx) / rowPx) - 1)
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: rows.length - 1,
    }
    const to = steps[event.key]
    if (to !== undefined) go(to, event.shiftKey ? 'stretch' : undefined)
    else if (event.key === ' ') go(at, 'toggle')
    else if (event.key === 'Enter') onTake()
    else if (event.key === 'Escape') onGiveUp()
    else if (hasMod && event.key.toLowerCase() === 'a') onChoose(chooseAll(choice, order))
    else return
    // The keys of the canvas stay out of here.
    event.preventDefault()
    event.stopPropagation()
  }
  const drag = (event: DragEvent, row: TrayRow) => {
    const isChosen = choice.keys.has(row.key)
    if (!isChosen) onChoose(chooseRow(choice, order, row.key, 'alone'))
    const dragged = isChosen ? rows.filter(({ key }) => choice.keys.has(key)) : [row]
    dragServices(event, servicesOfRows(dragged))
  }

  return (
    <div
      className="tray-list"
      role="listbox"
      aria-label={label}
      aria-multiselectable="true"
      aria-activedescendant={rows.length === 0 ? undefined : `${id}-${at}`}
      tabIndex={0}
      ref={(element) => {
        scroller.current = element
        return watch(element)
      }}
      onKeyDown={press}
    >
      <div className="tray-rows" style={{ height: heightPx }} role="presentation">
        {rows.slice(first, end).map((row, index) => (
          <Row
            key={row.key}
            id={`${id}-${first + index}`}
            row={row}
            at={first + index}
            count={rows.length}
            isActive={first + index === at}
            isChosen={choice.keys.has(row.key)}
            onPress={(way) => {
              setActive(first + index)
              onChoose(chooseRow(choice, order, row.key, way))
            }}
            onTake={onTake}
            onDrag={(event) => drag(event, row)}
          />
        ))}
      </div>
    </div>
  )
}

interface RowProps {
  readonly id: string
  readonly row: TrayRow
  readonly at: number
  readonly count: number
  readonly isActive: boolean
  readonly isChosen: boolean
  readonly onPress: (way: ChoosingWay) => void
  readonly onTake: () => void
  readonly onDrag: (event: DragEvent) => void
}

function Row({ id, row, at, count, isActive, isChosen, onPress, onTake, onDrag }: RowProps) {
  const canDraw = row.services.length > 0
  return (
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isChosen}
      aria-setsize={count}
      aria-posinset={at + 1}
      className="tray-row"
      data-active={isActive ? '' : undefined}
      style={{ top: at * rowPx }}
      draggable={canDraw}
      onDragStart={onDrag}
      onClick={(event) => onPress(wayOf(event))}
      onDoubleClick={onTake}
      onKeyDown={undefined}
    >
      <span className="tray-box" data-box="">
        {isChosen && <Icon name="check" size={12} />}
      </span>
      <LampMark lamp={row.mark} size={16} />
      <span className="tray-text">
        <span className="tray-name">{revealHidden(row.name)}</span>
        <span className="tray-detail">
          <span className={`word-${row.mark}`}>{row.state}</span>
          {row.detail !== '' && ` · ${revealHidden(row.detail)}`}
        </span>
      </span>
    </div>
  )
}

/** On the box, and under a finger, a press never takes back what was chosen before. */
function wayOf(event: MouseEvent<HTMLElement>): ChoosingWay {
  if (event.shiftKey) return 'stretch'
  const isOnBox = event.target instanceof Element && event.target.closest('[data-box]') !== null
  const isTouch = event.nativeEvent instanceof PointerEvent && event.nativeEvent.pointerType !== 'mouse'
  return isOnBox || isTouch || event.ctrlKey || event.metaKey ? 'toggle' : 'alone'
}
