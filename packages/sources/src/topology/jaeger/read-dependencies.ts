import { UpstreamError, wrongShape } from '../../client/failure.ts'
import { isRecord, optionalText, recordOf } from '../../reading/shape.ts'

/** Takes the list of links out of Jaeger's answer: under `data` in the old API, under `dependencies` in the new one. */
export function readDependencies(answer: unknown): unknown {
  const { data, dependencies, errors, result } = recordOf(answer, 'the answer')
  const [first]: readonly unknown[] = Array.isArray(errors) ? errors : []
  if (isRecord(first)) {
    throw new UpstreamError('upstream-error', `Jaeger says: ${optionalText(first['msg']) ?? 'it failed'}.`)
  }
  const list = data ?? dependencies ?? (isRecord(result) ? result['dependencies'] : undefined)
  // Go writes an empty list as null, and protobuf leaves it out.
  if (list !== undefined && list !== null) return list
  if (isRecord(answer) && ('data' in answer || Object.keys(answer).length === 0)) return []
  throw wrongShape('it holds neither data nor dependencies')
}
