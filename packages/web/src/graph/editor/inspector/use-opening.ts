import { useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react'
import { canvasOf } from '../canvas/canvas-state.ts'
import type { CanvasState } from '../canvas/canvas-state.ts'
import type { Editor } from '../editor.ts'

/** The second press of a double click comes within this time. */
const doubleClickMs = 400

interface Opening {
  readonly isOpen: boolean
  /** It has only just opened: a press where it stands is still meant for what lies under it. */
  readonly isNew: boolean
}

/**
 * Opens the panel so that it is not in the way of the hand that selected something under it: not while that is being
 * dragged, and not for the second half of a double click. Then the selected node comes out from under it.
 */
export function useOpening(editor: Editor, isWanted: boolean, node: string | undefined): Opening {
  const canvas = canvasOf(editor)
  const isHeld = useSyncExternalStore(canvas.subscribe, () => holdsSomething(canvas.state()))
  const [isOpen, setIsOpen] = useState(false)
  const [isNew, setIsNew] = useState(true)
  if (isWanted !== isOpen && !(isWanted && isHeld)) {
    setIsOpen(isWanted)
    setIsNew(true)
  }
  const settle = useEffectEvent(() => {
    setIsNew(false)
    const box = node === undefined || holdsSomething(canvas.state()) ? undefined : editor.map()?.boxes().get(node)
    if (box !== undefined) editor.map()?.revealBox(box)
  })
  useEffect(() => {
    if (!isOpen) return undefined
    const timer = setTimeout(() => settle(), doubleClickMs)
    return () => clearTimeout(timer)
  }, [isOpen])
  return { isOpen, isNew }
}

function holdsSomething({ shift, sized, link, marquee }: CanvasState): boolean {
  return shift !== undefined || sized !== undefined || link !== undefined || marquee !== undefined
}
