import { useRef, useState } from 'react'
import type { PointerEvent } from 'react'
import { moveTo } from './move-in-order.ts'

export interface Arranging {
  readonly isOn: boolean
  /** The graph under the hand. */
  readonly held: string | undefined
  /** Where each graph is drawn now, while one is under the hand. */
  readonly placeOf: (id: string) => number | undefined
  readonly grip: (id: string, event: PointerEvent<HTMLElement>) => void
  readonly step: (id: string, by: -1 | 1) => void
  /** Why a step cannot be taken now. */
  readonly whyNot: (id: string, by: -1 | 1) => string | undefined
}

interface ArrangingOptions {
  readonly isOn: boolean
  /** All graphs in their order. */
  readonly ids: readonly string[]
  /** Those on the screen, in the same order. */
  readonly shown: readonly string[]
  readonly onArrange: (ids: readonly string[]) => void
}

/**
 * Changes the order of the list, by the grip of a card or a step at a time. While a card is under the hand only the
 * order in which the grid draws changes, never the elements: an element that is moved loses the finger on it.
 */
export function useArranging({ isOn, ids, shown, onArrange }: ArrangingOptions): Arranging {
  const [draft, setDraft] = useState<{ readonly held: string; readonly ids: readonly string[] } | undefined>()
  const newest = useRef<readonly string[]>(ids)

  const grip = (id: string, event: PointerEvent<HTMLElement>): void => {
    if (event.button !== 0) return
    event.preventDefault()
    const { currentTarget: target, pointerId } = event
    const ending = new AbortController()
    const { signal } = ending
    newest.current = ids
    setDraft({ held: id, ids })
    target.setPointerCapture(pointerId)
    const end = (isKept: boolean): void => {
      ending.abort()
      setDraft(undefined)
      if (isKept && newest.current !== ids) onArrange(newest.current)
    }
    const move = ({ clientX, clientY }: globalThis.PointerEvent): void => {
      const over = cardAt(clientX, clientY)
      if (over === undefined || over === id) return
      newest.current = moveTo(newest.current, id, over)
      setDraft({ held: id, ids: newest.current })
    }
    target.addEventListener('pointermove', move, { signal })
    target.addEventListener('pointerup', () => end(true), { signal })
    target.addEventListener('pointercancel', () => end(false), { signal })
    globalThis.addEventListener('keydown', ({ key }) => void (key === 'Escape' && end(false)), { signal })
  }

  const neighbourOf = (id: string, by: -1 | 1): string | undefined => shown[shown.indexOf(id) + by]
  return {
    isOn,
    held: draft?.held,
    placeOf: (id) => draft?.ids.indexOf(id),
    grip,
    step(id, by) {
      const neighbour = neighbourOf(id, by)
      if (neighbour !== undefined) onArrange(moveTo(ids, id, neighbour))
    },
    whyNot(id, by) {
      if (!isOn) return 'The worst stands first now: choose “Arranged” to put graphs in an order.'
      if (neighbourOf(id, by) !== undefined) return undefined
      return by < 0 ? 'It is the first.' : 'It is the last.'
    },
  }
}

function cardAt(x: number, y: number): string | undefined {
  const item = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-graph]')
  return item?.dataset['graph']
}
