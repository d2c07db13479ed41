import { UpstreamError } from './failure.ts'

/** Parses an answer; what is empty, a web page, or cut short is a failure, never an empty success. */
export function parseJson(bytes: Buffer): unknown {
  const text = bytes.toString('utf8')
  try {
    return JSON.parse(text)
  } catch {
    throw notJson(text.slice(0, 200))
  }
}

/** Says in what way a text that begins like this is not the JSON that was expected. */
export function notJson(beginning: string): UpstreamError {
  const start = beginning.trimStart()
  if (start === '') return new UpstreamError('empty', 'The answer is empty.')
  if (start.startsWith('<')) return new UpstreamError('not-json', 'The answer is a web page, not JSON.')
  if (start.startsWith('{') || start.startsWith('[')) {
    return new UpstreamError('not-json', 'The answer is JSON that is cut short or damaged.')
  }
  return new UpstreamError('not-json', 'The answer is not JSON.')
}
