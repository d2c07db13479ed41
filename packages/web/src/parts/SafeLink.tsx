import type { ReactNode } from 'react'
import { HostileText } from './HostileText.tsx'
import { safeLink } from './safe-link.ts'

interface SafeLinkProps {
  readonly url: string
  readonly children?: ReactNode
  readonly className?: string
}

/** A link to somewhere else when its address is safe, and plain text when it is not. */
export function SafeLink({ url, children, className }: SafeLinkProps) {
  const href = safeLink(url)
  if (href === undefined) {
    return (
      <span className="unsafe-link" title="Not a link: only http, https and mailto addresses can be opened">
        {children} <HostileText text={url} className="mono" />
      </span>
    )
  }
  return (
    <a className={className} href={href} target="_blank" rel="noopener noreferrer">
      {children ?? <HostileText text={url} />}
      <span className="visually-hidden"> (opens in a new tab)</span>
    </a>
  )
}
