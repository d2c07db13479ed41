import { useEffect } from 'react'

/** Keeps the screen awake while the page is in sight; where the browser cannot, the screen's own settings count. */
export function useWakeLock(): void {
  useEffect(() => {
    const { wakeLock } = navigator
    if (wakeLock === undefined) return
    let held: WakeLockSentinel | undefined
    let isEnded = false
    const take = async (): Promise<void> => {
      if (isEnded || document.visibilityState !== 'visible') return
      try {
        const sentinel = await wakeLock.request('screen')
        if (isEnded) await sentinel.release()
        else held = sentinel
      } catch {
        // Refused, for example while the battery is low: the next time the page is shown it is asked for again.
      }
    }
    const takeAgain = () => void take()
    takeAgain()
    document.addEventListener('visibilitychange', takeAgain)
    return () => {
      isEnded = true
      document.removeEventListener('visibilitychange', takeAgain)
      void held?.release()
    }
  }, [])
}
