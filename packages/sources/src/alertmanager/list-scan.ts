const quote = 0x22
const backslash = 0x5c
const comma = 0x2c
const openList = 0x5b
const closeList = 0x5d
const openObject = 0x7b
const closeObject = 0x7d

/** The places of one element in the bytes: from the first one to behind the last one. */
export type Extent = readonly [from: number, to: number]

/**
 * Finds the objects of a JSON list without parsing them, so that a list of 46 MB can be read a piece at a time.
 * It only looks at brackets, quotes and commas: what lies within an extent may still be no JSON, which its parser will
 * say. Throws a SyntaxError where the bytes are anything but a complete list of objects.
 */
export function* scanList(bytes: Uint8Array): Generator<Extent, void> {
  let at = skipSpace(bytes, 0)
  if (bytes[at] !== openList) throw new SyntaxError('not a list')
  at = skipSpace(bytes, at + 1)
  if (bytes[at] !== closeList) {
    for (;;) {
      if (bytes[at] !== openObject) throw new SyntaxError('not an object')
      const end = endOfObject(bytes, at)
      yield [at, end]
      at = skipSpace(bytes, end)
      if (bytes[at] === closeList) break
      if (bytes[at] !== comma) throw new SyntaxError('no comma')
      at = skipSpace(bytes, at + 1)
    }
  }
  if (skipSpace(bytes, at + 1) !== bytes.length) throw new SyntaxError('more than a list')
}

function endOfObject(bytes: Uint8Array, from: number): number {
  let depth = 0
  for (let at = from; at < bytes.length; at += 1) {
    const byte = bytes[at]
    if (byte === quote) at = endOfString(bytes, at)
    else if (byte === openObject) depth += 1
    else if (byte === closeObject) {
      depth -= 1
      if (depth === 0) return at + 1
    }
  }
  throw new SyntaxError('cut short')
}

/** The place of the closing quote. */
function endOfString(bytes: Uint8Array, from: number): number {
  for (let at = from + 1; at < bytes.length; at += 1) {
    const byte = bytes[at]
    if (byte === quote) return at
    if (byte === backslash) at += 1
  }
  throw new SyntaxError('cut short')
}

function skipSpace(bytes: Uint8Array, from: number): number {
  let at = from
  for (;;) {
    const byte = bytes[at]
    if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return at
    at += 1
  }
}
