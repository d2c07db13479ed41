/** Reading: whoever asks again and again waits for an answer before the next question. */
const readMs = 60_000
/** Changing: a large file may wait for its turn at the server before it is read there. */
const changeMs = 180_000

/**
 * `fetch` whose answers end, their bodies included: a request that nobody ever answers would be the last of its kind,
 * and what the page shows would grow old without a word.
 */
export const fetchInTime: typeof fetch = (input, init = {}) => {
  const { method = 'GET', signal } = init
  const late = AbortSignal.timeout(method === 'GET' ? readMs : changeMs)
  return fetch(input, { ...init, signal: signal ? AbortSignal.any([signal, late]) : late })
}
