/** The least time between two things said to a screen reader. */
const quietMs = 5_000

let spokenAtMs = Number.NEGATIVE_INFINITY
let waiting: string | undefined
let timer: ReturnType<typeof setTimeout> | undefined

/**
 * Says something to whoever listens to the page, politely and at most once in 5 s. What comes meanwhile replaces what
 * waits, so that a storm ends in its newest sentence and not in a queue.
 */
export function announce(sentence: string): void {
  const leftMs = spokenAtMs + quietMs - performance.now()
  if (leftMs <= 0) return speak(sentence)
  waiting = sentence
  timer ??= setTimeout(() => {
    timer = undefined
    if (waiting !== undefined) speak(waiting)
  }, leftMs)
}

function speak(sentence: string): void {
  waiting = undefined
  spokenAtMs = performance.now()
  const region = document.querySelector('#announcements') ?? createRegion()
  region.textContent = sentence
}

function createRegion(): Element {
  const region = document.createElement('div')
  region.id = 'announcements'
  region.className = 'visually-hidden'
  region.setAttribute('role', 'status')
  region.setAttribute('aria-live', 'polite')
  document.body.append(region)
  return region
}
