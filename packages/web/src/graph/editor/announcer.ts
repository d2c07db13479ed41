/** What screen readers are told, one sentence at a time. */
export interface Announcer {
  readonly say: (sentence: string) => void
  readonly sentence: () => string
  readonly subscribe: (call: () => void) => () => void
}

export function createAnnouncer(): Announcer {
  let sentence = ''
  const listeners = new Set<() => void>()
  return {
    say(next) {
      // The same sentence twice is no change to a live region, and would not be read again.
      sentence = next === sentence ? `${next}\u00A0` : next
      for (const call of listeners) call()
    },
    sentence: () => sentence,
    subscribe(call) {
      listeners.add(call)
      return () => {
        listeners.delete(call)
      }
    },
  }
}
