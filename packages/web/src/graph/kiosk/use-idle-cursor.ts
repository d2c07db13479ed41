import { useEffect } from 'react'

const idleAfterMs = 3_000

/** Hides the pointer while nobody moves it. */
export function useIdleCursor(): void {
  useEffect(() => {
    const root = document.documentElement
    const hide = () => root.classList.add('cursor-idle')
    let timer = setTimeout(hide, idleAfterMs)
    const show = () => {
      root.classList.remove('cursor-idle')
      clearTimeout(timer)
      timer = setTimeout(hide, idleAfterMs)
    }
    globalThis.addEventListener('pointermove', show)
    return () => {
      clearTimeout(timer)
      root.classList.remove('cursor-idle')
      globalThis.removeEventListener('pointermove', show)
    }
  }, [])
}
