import { useCallback, useSyncExternalStore } from 'react'
import { lookUpIcon, subscribeIcon } from './icon-library.ts'
import type { IconLook } from './icon-library.ts'

const unwanted: IconLook = { kind: 'none' }

/** What is known of an icon, now and whenever more is. */
export function useIcon(icon: string | undefined): IconLook {
  return useSyncExternalStore(
    useCallback((call) => (icon === undefined ? () => {} : subscribeIcon(icon, call)), [icon]),
    () => (icon === undefined ? unwanted : lookUpIcon(icon)),
  )
}
