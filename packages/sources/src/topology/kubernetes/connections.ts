import { isRecord, optionalText } from '../../reading/shape.ts'

/** More than anybody wrote by hand. */
const mostConnections = 200

export interface Connection {
  readonly name: string
  readonly namespace: string | undefined
}

/** Reads `app.openshift.io/connects-to`: names with commas, or JSON with names or references to objects. */
export function readConnections(annotation: string): readonly Connection[] {
  const text = annotation.trim()
  if (text === '') return []
  if (!text.startsWith('[')) {
    return text
      .split(',')
      .slice(0, mostConnections)
      .flatMap((part) => connectionOf(part.trim()))
  }
  try {
    const list: unknown = JSON.parse(text)
    return Array.isArray(list) ? list.slice(0, mostConnections).flatMap(connectionOf) : []
  } catch {
    return []
  }
}

function connectionOf(entry: unknown): readonly Connection[] {
  const name = isRecord(entry) ? optionalText(entry['name']) : optionalText(entry)
  if (name === undefined) return []
  return [{ name, namespace: isRecord(entry) ? optionalText(entry['namespace']) : undefined }]
}
