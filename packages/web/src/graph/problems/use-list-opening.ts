import { useState } from 'react'
import type { LiveView } from '../../live/live-graph.ts'
import type { Problem } from '../state/problems.ts'

const widePx = 1_100
const phonePx = 760

/**
 * Whether the list of problems is open. It opens by itself only once, with the first answer: on a phone always, on a
 * wide screen when something burns. Later an alert never moves the picture.
 */
export function useListOpening(
  view: LiveView,
  problems: readonly Problem[],
): readonly [boolean, (isOpen: boolean) => void] {
  const [chosen, setChosen] = useState<boolean | undefined>()
  if (chosen !== undefined || view.summary === undefined) return [chosen ?? isPhone(), setChosen]
  const isBurning = problems.some(({ section }) => section === 'critical' || section === 'warning')
  const first = isPhone() || (isBurning && globalThis.innerWidth >= widePx)
  setChosen(first)
  return [first, setChosen]
}

function isPhone(): boolean {
  return globalThis.innerWidth <= phonePx
}
