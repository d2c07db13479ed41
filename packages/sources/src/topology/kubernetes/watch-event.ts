import { wrongShape } from '../../client/failure.ts'
import { isRecord, optionalText, recordOf, textOf } from '../../reading/shape.ts'

type Fields = Readonly<Record<string, unknown>>

/** A line of a watch. */
export type WatchEvent =
  | { readonly kind: 'set' | 'deleted'; readonly object: Fields; readonly version: string | undefined }
  | { readonly kind: 'bookmark'; readonly version: string | undefined }
  /** What the watch goes on from is too old: everything must be listed again. */
  | { readonly kind: 'expired' }

/**
 * Reads a line of a watch; an error other than an expiry is thrown, as is what is not an event.
 * @throws {UpstreamError}
 */
export function readWatchEvent(line: string): WatchEvent {
  const event = recordOf(parseLine(line), 'an event')
  const object = recordOf(event['object'], 'the object of an event')
  const metadata = isRecord(object['metadata']) ? object['metadata'] : {}
  const version = optionalText(metadata['resourceVersion'])
  const type = textOf(event['type'], 'the type of an event')
  switch (type) {
    case 'ADDED':
    case 'MODIFIED':
      return { kind: 'set', object, version }
    case 'DELETED':
      return { kind: 'deleted', object, version }
    case 'BOOKMARK':
      return { kind: 'bookmark', version }
    case 'ERROR':
      if (object['code'] === 410) return { kind: 'expired' }
      throw wrongShape('the watch told of an error')
    default:
      throw wrongShape('an event is of no known type')
  }
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    throw wrongShape('a line of the watch is not JSON')
  }
}
