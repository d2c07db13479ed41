import type { ImportFormat } from './importer.ts'
import { importers } from './importers.ts'

/** Less than this is a guess that would read prose as a diagram. */
const leastSure = 0.3
/** An extension decides between formats that look alike, and speaks for a text that hardly says what it is. */
const extensionSays = 0.35

/**
 * The format of a text: what its content says, and the extension of its name where the content is not sure. Undefined
 * when it looks like nothing that can be read.
 *
 * @example
 * detectFormat('digraph { a -> b }') // 'dot'
 */
export function detectFormat(text: string, name = ''): ImportFormat | undefined {
  const lowerName = name.toLowerCase()
  const sure = importers.map((importer) => {
    const isNamed = importer.extensions.some((extension) => lowerName.endsWith(extension))
    return { format: importer.format, sureness: importer.detect(text) + (isNamed ? extensionSays : 0) }
  })
  const [best] = sure.toSorted((a, b) => b.sureness - a.sureness)
  return best === undefined || best.sureness < leastSure ? undefined : best.format
}
