import { useEffect, useRef } from 'react'

/** Something that the page in front can do now and that no shortcut of the table does. */
export interface Offer {
  readonly id: string
  readonly label: string
  readonly run: () => void
}

const stack: { readonly current: () => readonly Offer[] }[] = []

/** Offers actions to the palette while the component stands; the list is asked for whenever the palette opens. */
export function useOffers(list: () => readonly Offer[]): void {
  const latest = useRef(list)
  useEffect(() => {
    latest.current = list
  })
  useEffect(() => {
    stack.unshift(latest)
    return () => {
      stack.splice(stack.indexOf(latest), 1)
    }
  }, [])
}

/** Everything that is offered now, by whoever came last first. */
export function listOffers(): readonly Offer[] {
  return stack.flatMap((entry) => entry.current())
}
