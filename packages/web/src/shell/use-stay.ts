import { useEffect } from 'react'

/**
 * Keeps the page when a file is dropped beside every field for files: the browser would open the file in its place,
 * and a map that somebody watches or edits would be gone.
 */
export function useStay(): void {
  useEffect(() => {
    const refuse = (event: DragEvent): void => {
      const { dataTransfer } = event
      if (event.defaultPrevented || dataTransfer?.types.includes('Files') !== true) return
      event.preventDefault()
      dataTransfer.dropEffect = 'none'
    }
    const ending = new AbortController()
    const { signal } = ending
    globalThis.addEventListener('dragover', refuse, { signal })
    globalThis.addEventListener('drop', refuse, { signal })
    return () => ending.abort()
  }, [])
}
