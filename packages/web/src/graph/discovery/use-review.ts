import { useCallback, useEffect, useRef } from 'react'
import type { OpenedEditor } from '../editor/open-editor.tsx'

/** Which side of the difference between drawing and reality is looked at. */
export type ReviewedSide = 'observed' | 'missing'

/** Opens the tray of the editor on one side of the difference, and the editor before, if it is not open yet. */
export function useReview(opened: OpenedEditor | undefined, onEdit: () => void): (side: ReviewedSide) => void {
  const wanted = useRef<ReviewedSide>(undefined)
  useEffect(() => {
    if (opened === undefined || wanted.current === undefined) return
    opened.editor.ui.set({ dialog: 'tray', traySection: wanted.current })
    wanted.current = undefined
  }, [opened])
  return useCallback(
    (side) => {
      if (opened !== undefined) return opened.editor.ui.set({ dialog: 'tray', traySection: side })
      wanted.current = side
      onEdit()
    },
    [opened, onEdit],
  )
}
