import { useCallback, useState } from 'react'

/** Rows that are drawn beyond what is seen, so that a wheel does not outrun them. */
const spareRows = 8

export interface RowWindow {
  readonly first: number
  /** One past the last. */
  readonly end: number
  readonly heightPx: number
  /** For the element that scrolls. */
  readonly watch: (element: HTMLElement | null) => (() => void) | undefined
}

/** Which of many rows of one height have to be drawn. All rows are equally high, so nothing has to be measured. */
export function useRowWindow(count: number, rowPx: number): RowWindow {
  const [seen, setSeen] = useState({ first: 0, end: 40 })
  const watch = useCallback(
    (element: HTMLElement | null) => {
      if (element === null) return undefined
      const look = () => {
        const first = Math.max(0, Math.floor(element.scrollTop / rowPx) - spareRows)
        const end = Math.ceil((element.scrollTop + element.clientHeight) / rowPx) + spareRows
        setSeen((before) => (before.first === first && before.end === end ? before : { first, end }))
      }
      const observer = new ResizeObserver(look)
      observer.observe(element)
      element.addEventListener('scroll', look, { passive: true })
      return () => {
        observer.disconnect()
        element.removeEventListener('scroll', look)
      }
    },
    [rowPx],
  )
  const end = Math.min(count, seen.end)
  return { first: Math.max(0, Math.min(seen.first, end)), end, heightPx: count * rowPx, watch }
}
