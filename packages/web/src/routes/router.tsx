import { useSyncExternalStore } from 'react'
import type { AnchorHTMLAttributes, MouseEvent } from 'react'
import { withBase, withoutBase } from './base.ts'

/** Where the page is: a path of ours, and the query with its question mark or nothing. */
export interface Place {
  readonly path: string
  readonly search: string
}

const listeners = new Set<() => void>()
let place = readPlace()

globalThis.addEventListener?.('popstate', announce)

/** Goes to a path of ours without loading a page. `replace` leaves no step behind for the back button. */
export function navigate(to: string, options: { readonly replace?: boolean } = {}): void {
  const url = withBase(to)
  if (options.replace === true) history.replaceState(null, '', url)
  else history.pushState(null, '', url)
  announce()
}

export function usePlace(): Place {
  return useSyncExternalStore(subscribe, currentPlace)
}

export function currentPlace(): Place {
  return place
}

type LinkProps = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'> & { readonly to: string }

/** A real link: it opens in a new tab, can be copied, and goes without a page load when simply clicked. */
export function Link({ to, onClick, children, ...rest }: LinkProps) {
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event)
    const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
    if (event.defaultPrevented || !isPlain || rest.target !== undefined) return
    event.preventDefault()
    navigate(to)
  }
  return (
    <a {...rest} href={withBase(to)} onClick={follow}>
      {children}
    </a>
  )
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function announce(): void {
  const next = readPlace()
  if (next.path === place.path && next.search === place.search) return
  place = next
  for (const listener of listeners) listener()
}

function readPlace(): Place {
  const location = globalThis.location
  return location === undefined
    ? { path: '/', search: '' }
    : { path: withoutBase(location.pathname), search: location.search }
}
