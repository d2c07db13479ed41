/** Bytes that are no protobuf message. */
export class WireError extends Error {}

/** The number by which a field and its form are told on the wire. */
export function varintField(field: number): number {
  return field * 8
}
export function fixed64Field(field: number): number {
  return field * 8 + 1
}
export function bytesField(field: number): number {
  return field * 8 + 2
}

const cutShort = 'the protobuf message is cut short'

/**
 * Reads the wire format of protobuf where the reader decides what it looks into: whatever is not entered is skipped
 * by its length, so nesting costs nothing. Every length is held against the message around it.
 *
 * ```ts
 * const reader = new WireReader(bytes)
 * while (reader.nextField(bytes.length)) {
 *   if (reader.tag === bytesField(1)) name = reader.text(bytes.length)
 *   else reader.skip(bytes.length)
 * }
 * ```
 */
export class WireReader {
  /** Field number and form of the field that is read next. */
  tag = 0
  readonly #bytes: Buffer
  #position = 0

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  /** Goes to the next field of the message that ends at `end`; false: there is none. */
  nextField(end: number): boolean {
    if (this.#position >= end) return false
    this.tag = this.varint(end)
    if (this.tag < 8 || this.tag > 0xff_ff_ff_ff) throw new WireError('a field of the protobuf message has no number')
    return true
  }

  /** Begins a nested message, and gives its end. */
  enter(end: number): number {
    const length = this.varint(end)
    const inner = this.#position + length
    if (!(length >= 0) || inner > end) throw new WireError(cutShort)
    return inner
  }

  /** Leaves a nested message, whatever of it was read. */
  leave(inner: number): void {
    this.#position = inner
  }

  text(end: number, longest: number): string {
    const inner = this.enter(end)
    const from = this.#position
    this.#position = inner
    return this.#bytes.toString('utf8', from, Math.min(inner, from + longest))
  }

  hex(end: number): string {
    const inner = this.enter(end)
    const from = this.#position
    this.#position = inner
    // Ids are of 8 and 16 bytes; what is longer is none, and one byte more tells that.
    return this.#bytes.toString('hex', from, Math.min(inner, from + 17))
  }

  /** As a number: what is beyond 2^53 is rounded. */
  varint(end: number): number {
    let low = 0
    let high = 0
    for (let count = 0, factor = 1; count < 10; count++, factor = factor === 2 ** 28 ? 1 : factor * 128) {
      if (this.#position >= end) throw new WireError(cutShort)
      const byte = this.#bytes[this.#position++] ?? 0
      // Five bytes, 35 bits, fit exactly; so do the 29 bits above them, the highest of which is the sign.
      if (count < 5) low += (byte % 128) * factor
      else high += (byte % 128) * factor
      if (byte < 128) return high === 0 ? low : signed(high % 2 ** 29) * 2 ** 35 + low
    }
    throw new WireError('a number of the protobuf message never ends')
  }

  /** As a number: what is beyond 2^53 is rounded. */
  fixed64(end: number): number {
    const from = this.#advance(8, end)
    return this.#bytes.readUInt32LE(from) + this.#bytes.readUInt32LE(from + 4) * 2 ** 32
  }

  double(end: number): number {
    return this.#bytes.readDoubleLE(this.#advance(8, end))
  }

  /** Passes over the value of the field. */
  skip(end: number): void {
    switch (this.tag % 8) {
      case 0:
        this.varint(end)
        return
      case 1:
        this.#advance(8, end)
        return
      case 2:
        this.leave(this.enter(end))
        return
      case 5:
        this.#advance(4, end)
        return
      default:
        throw new WireError(`the protobuf message has a field of form ${this.tag % 8}, which OTLP does not use`)
    }
  }

  #advance(length: number, end: number): number {
    const from = this.#position
    if (from + length > end) throw new WireError(cutShort)
    this.#position = from + length
    return from
  }
}

function signed(bits29: number): number {
  return bits29 >= 2 ** 28 ? bits29 - 2 ** 29 : bits29
}
