import { StringDecoder } from 'node:string_decoder'
import { UpstreamError } from './failure.ts'

/**
 * The lines of an answer that goes on, without empty ones; what stands after the last line break is a line, too.
 * @throws {UpstreamError} when a line is longer than the limit: an answer without line breaks must not fill the memory
 */
export async function* readLines(body: AsyncIterable<Buffer>, limitCharacters: number): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8')
  // Kept apart until the line is whole: adding chunk by chunk to a text would search its beginning again each time.
  let beginning: string[] = []
  let length = 0
  for await (const chunk of body) {
    const [first = '', ...others] = decoder.write(chunk).split('\n')
    let last = first
    for (const next of others) {
      const line = [...beginning, last].join('')
      beginning = []
      length = 0
      if (line.trim() !== '') yield line
      last = next
    }
    beginning.push(last)
    length += last.length
    if (length > limitCharacters) throw new UpstreamError('too-large', 'A line of the answer is too long.')
  }
  const rest = beginning.join('') + decoder.end()
  if (rest.trim() !== '') yield rest
}
