import type { Receipt } from './span-receiver.ts'

/** The answer to an export, in protobuf: empty when everything was taken. */
export function encodeReceipt({ rejectedSpans, reason = '' }: Receipt): Buffer {
  if (rejectedSpans === 0) return Buffer.alloc(0)
  return field(1, Buffer.concat([varint(8), varint(rejectedSpans), field(2, Buffer.from(reason))]))
}

/** The answer to an export, for JSON. Numbers of 64 bits are texts there. */
export function describeReceipt({ rejectedSpans, reason = '' }: Receipt): object {
  return rejectedSpans === 0 ? {} : { partialSuccess: { rejectedSpans: String(rejectedSpans), errorMessage: reason } }
}

/**
 * A refusal in protobuf: `google.rpc.Status`, of which senders show the message. With a number of seconds it says that
 * the same may be sent again then; without, senders over gRPC take a full receiver for a lost cause.
 */
export function encodeRefusal(message: string, retry?: { readonly code: number; readonly seconds: number }): Buffer {
  const words = field(2, Buffer.from(message))
  if (retry === undefined) return words
  const delay = field(1, Buffer.concat([varint(8), varint(retry.seconds)]))
  const detail = Buffer.concat([field(1, Buffer.from('type.googleapis.com/google.rpc.RetryInfo')), field(2, delay)])
  return Buffer.concat([varint(8), varint(retry.code), words, field(3, detail)])
}

function field(number: number, bytes: Buffer): Buffer {
  return Buffer.concat([varint(number * 8 + 2), varint(bytes.length), bytes])
}

function varint(value: number): Buffer {
  const bytes: number[] = []
  let rest = value
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128)
  return Buffer.from([...bytes, rest])
}
