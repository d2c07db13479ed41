import { useState } from 'react'
import { revealHidden } from '@statusgraph/picture'
import { cutText, longestShownCharacters } from './visible-text.ts'

interface HostileTextProps {
  readonly text: string
  readonly className?: string
}

/** A text from outside: never markup, unseen characters made visible, cut at 1 KiB until someone asks for all of it. */
export function HostileText({ text, className }: HostileTextProps) {
  const [isWhole, setIsWhole] = useState(false)
  const isLong = text.length > longestShownCharacters
  const shown = revealHidden(isWhole || !isLong ? text : cutText(text))
  return (
    <span className={className === undefined ? 'hostile' : `hostile ${className}`} dir="auto">
      {shown}
      {isLong && !isWhole && (
        <>
          {'… '}
          <button type="button" className="text-button" onClick={() => setIsWhole(true)}>
            show all ({text.length.toLocaleString('en')} characters)
          </button>
        </>
      )}
    </span>
  )
}
