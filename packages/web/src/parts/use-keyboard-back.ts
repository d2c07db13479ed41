import { useEffect, useLayoutEffect, useRef } from 'react'
import type { RefObject } from 'react'

/**
 * What somebody opened beside the page gives the keyboard back when it closes: to where it was, or to the content of
 * the page when that is gone. Whoever has moved on to somewhere else meanwhile stays there.
 *
 * @param panel what was opened
 * @param first what in it takes the keyboard when it opens; without it the keyboard stays where it is
 */
export function useKeyboardBack(panel: RefObject<HTMLElement | null>, first?: RefObject<HTMLElement | null>): void {
  const before = useRef<Element>(null)
  // Before anything in the panel takes the keyboard.
  useLayoutEffect(() => {
    before.current = document.activeElement
  }, [])
  useEffect(() => {
    first?.current?.focus({ preventScroll: true })
    const opened = panel.current
    return () => {
      const { activeElement } = document
      const isElsewhere = activeElement !== null && activeElement !== document.body && !opened?.contains(activeElement)
      if (!isElsewhere) findPlace(before.current)?.focus({ preventScroll: true })
    }
  }, [panel, first])
}

function findPlace(before: Element | null): HTMLElement | null {
  const isThere = before instanceof HTMLElement && before !== document.body && before.isConnected
  // Under a finger a field would bring a keyboard up over half of the screen.
  const isField = before?.matches('input, textarea') === true && matchMedia('(pointer: coarse)').matches
  return isThere && !isField ? before : document.querySelector<HTMLElement>('#content')
}
