import { useId, useRef, useState } from 'react'
import type { DragEvent, KeyboardEvent, MouseEvent, ReactNode } from 'react'
import { Icon } from '../../../parts/Icon.tsx'
import type { Choice, ChoosingWay } from './choose-rows.ts'
import { chooseAll, chooseRow } from './choose-rows.ts'
import { useRowWindow } from './use-row-window.ts'

interface RowListProps<Row extends { readonly key: string }> {
  readonly label: string
  readonly rows: readonly Row[]
  /** A sign, and two lines of text: see {@link RowText}. */
  readonly paint: (row: Row) => ReactNode
  /** Puts rows into a drag. */
  readonly onDrag?: (event: DragEvent, rows: readonly Row[]) => void
  readonly canDrag?: (row: Row) => boolean
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
export function RowList<Row extends { readonly key: string }>(props: RowListProps<Row>) {
  const { label, rows, paint, onDrag, canDrag, choice, onChoose, onTake, onGiveUp } = props
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
  const drag = (event: DragEvent, row: Row) => {
    const isChosen = choice.keys.has(row.key)
    if (!isChosen) onChoose(chooseRow(choice, order, row.key, 'alone'))
    onDrag?.(event, isChosen ? rows.filter(({ key }) => choice.keys.has(key)) : [row])
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
          <ChoosableRow
            key={row.key}
            id={`${id}-${first + index}`}
            at={first + index}
            count={rows.length}
            isActive={first + index === at}
            isChosen={choice.keys.has(row.key)}
            canDrag={onDrag !== undefined && canDrag?.(row) !== false}
            onPress={(way) => {
              setActive(first + index)
              onChoose(chooseRow(choice, order, row.key, way))
            }}
            onTake={onTake}
            onDrag={(event) => drag(event, row)}
          >
            {paint(row)}
          </ChoosableRow>
        ))}
      </div>
    </div>
  )
}

interface ChoosableRowProps {
  readonly id: string
  readonly at: number
  readonly count: number
  readonly isActive: boolean
  readonly isChosen: boolean
  readonly canDrag: boolean
  readonly onPress: (way: ChoosingWay) => void
  readonly onTake: () => void
  readonly onDrag: (event: DragEvent) => void
  readonly children: ReactNode
}

function ChoosableRow(props: ChoosableRowProps) {
  const { id, at, count, isActive, isChosen, canDrag, onPress, onTake, onDrag, children } = props
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
      draggable={canDrag}
      onDragStart={onDrag}
      onClick={(event) => onPress(wayOf(event))}
      onDoubleClick={onTake}
      onKeyDown={undefined}
    >
      <span className="tray-box" data-box="">
        {isChosen && <Icon name="check" size={12} />}
      </span>
      {children}
    </div>
  )
}

interface RowTextProps {
  readonly name: ReactNode
  readonly detail: ReactNode
}

/** What a row says: its name, and a second line in a quiet voice. */
export function RowText({ name, detail }: RowTextProps) {
  return (
    <span className="tray-text">
      <span className="tray-name">{name}</span>
      <span className="tray-detail">{detail}</span>
    </span>
  )
}

/** On the box, and under a finger, a press never takes back what was chosen before. */
function wayOf(event: MouseEvent<HTMLElement>): ChoosingWay {
  if (event.shiftKey) return 'stretch'
  const isOnBox = event.target instanceof Element && event.target.closest('[data-box]') !== null
  const isTouch = event.nativeEvent instanceof PointerEvent && event.nativeEvent.pointerType !== 'mouse'
  return isOnBox || isTouch || event.ctrlKey || event.metaKey ? 'toggle' : 'alone'
}
