const leastPerLetter = 3

/** How well a text answers to what was typed, higher is better; undefined when it does not at all. */
export function scoreFuzzy(typed: string, text: string): number | undefined {
  const wanted = typed.trim().toLowerCase()
  if (wanted === '') return 0
  const whole = text.toLowerCase()
  const at = whole.indexOf(wanted)
  // A coherent piece beats scattered letters, and one at the start of a word beats one in the middle.
  if (at >= 0) return 1_000 - at - whole.length / 1_000 + (at === 0 || !isWordSign(whole[at - 1]) ? 500 : 0)
  let score = 0
  let letters = 0
  let from = 0
  for (const letter of wanted) {
    if (letter === ' ') continue
    const found = whole.indexOf(letter, from)
    if (found === -1) return undefined
    letters++
    score += found === from && from > 0 ? 8 : isWordSign(whole[found - 1]) ? 1 : 5
    from = found + 1
  }
  // Letters picked from the middle of words all over a sentence are no answer.
  return score < letters * leastPerLetter ? undefined : score - whole.length / 1_000
}

function isWordSign(sign: string | undefined): boolean {
  return sign !== undefined && /[\p{L}\p{N}]/u.test(sign)
}
