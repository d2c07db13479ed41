const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const bitsPerDigit = 6
/** Codes that stand for no text: a character of 8 bits follows, one of 16 bits follows, the end. */
const [shortCharacter, longCharacter, end] = [0, 1, 2]

export type UnpackedNote =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly reason: 'damaged' | 'too much' }

/**
 * Unpacks what Obsidian's plugin writes into its notes: base64 of the codes of lz-string, a Lempel-Ziv-Welch whose codes
 * grow with its dictionary. Its own library has no bound for what comes out, and a few bytes can mean gigabytes.
 *
 * @param budget how many characters may come out
 */
export function unpackNote(packed: string, budget: number): UnpackedNote {
  const read = createBitReader(packed)
  const damaged = { ok: false, reason: 'damaged' } as const
  // The first three codes are taken.
  const dictionary: string[] = ['', '', '']
  const parts: string[] = []
  let size = 0
  let bits = 2
  // How many entries more until codes need one bit more.
  let room = 1
  const learn = (entry: string): void => {
    dictionary.push(entry)
    room--
    if (room > 0) return
    room = 2 ** bits
    bits++
  }
  let previous: string | undefined
  for (;;) {
    let code = read(bits)
    if (code === end) return { ok: true, text: parts.join('') }
    if (code === undefined) return damaged
    if (code === shortCharacter || code === longCharacter) {
      const character = read(code === shortCharacter ? 8 : 16)
      if (character === undefined) return damaged
      code = dictionary.length
      learn(String.fromCharCode(character))
    }
    // A code may be the entry that is just about to be learnt.
    const isNext = previous !== undefined && code === dictionary.length
    const entry = isNext && previous !== undefined ? previous + previous.charAt(0) : dictionary[code]
    if (entry === undefined) return damaged
    size += entry.length
    if (size > budget) return { ok: false, reason: 'too much' }
    parts.push(entry)
    if (previous !== undefined) learn(previous + entry.charAt(0))
    previous = entry
  }
}

/** Reads numbers whose lowest bit comes first; undefined at the end of the text. */
function createBitReader(packed: string): (count: number) => number | undefined {
  const valueOf = new Map(digits.split('').map((digit, value) => [digit, value]))
  let at = 0
  let value = 0
  let left = 0
  return (count) => {
    let number = 0
    for (let power = 1, n = 0; n < count; n++, power *= 2) {
      if (left === 0) {
        const next = valueOf.get(packed.charAt(at))
        if (next === undefined) return undefined
        value = next
        left = bitsPerDigit
        at++
      }
      left--
      number += ((value >> left) & 1) * power
    }
    return number
  }
}
