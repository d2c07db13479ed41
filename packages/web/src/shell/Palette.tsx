import { lazy, Suspense, useLayoutEffect, useState } from 'react'

const CommandPalette = lazy(async () => ({ default: (await import('./CommandPalette.tsx')).CommandPalette }))

interface PaletteProps {
  readonly graph: string | undefined
  readonly onClose: () => void
}

/**
 * The command palette, which arrives a moment after it was asked for. What is typed until then is kept: it would be
 * lost, or taken for shortcuts of the page behind.
 */
export function Palette({ graph, onClose }: PaletteProps) {
  const [typed, setTyped] = useState('')
  useLayoutEffect(() => {
    const keep = (event: KeyboardEvent) => {
      if (document.querySelector('dialog[open]') !== null) return
      if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return
      setTyped((before) => before + event.key)
      event.preventDefault()
      event.stopPropagation()
    }
    document.addEventListener('keydown', keep, { capture: true })
    return () => document.removeEventListener('keydown', keep, { capture: true })
  }, [])
  return (
    <Suspense fallback={null}>
      <CommandPalette graph={graph} typed={typed} onType={setTyped} onClose={onClose} />
    </Suspense>
  )
}
