export function join(words: readonly string[]): string {
  return words.length < 3 ? words.join(' and ') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

export function count(many: number, noun: string): string {
  return `${many.toLocaleString('en')} ${noun}${many === 1 ? '' : 's'}`
}

/** A name as it stands, unless it is too long for a sentence. */
export function quote(name: string): string {
  const signs = Array.from(name.replaceAll(/\s+/g, ' '))
  return signs.length > 40 ? `${signs.slice(0, 39).join('')}…` : signs.join('')
}
