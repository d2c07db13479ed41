import { readFile } from 'node:fs/promises'
import type { IconSetTerms } from '../src/icons/list/icon-sets.ts'

/** The notice that travels with the icons: the sets, their terms, and the licences that want to be passed on whole. */
export async function writeNotice(sets: readonly IconSetTerms[]): Promise<string> {
  const parts = sets.map(({ title, home, licence, notice }) =>
    [title, home, ...(notice === undefined ? [] : [notice]), `Licence: ${licence}`].join('\n'),
  )
  const licences: string[] = []
  for (const name of ['MIT', 'Apache-2.0']) {
    if (!sets.some(({ licence }) => licence === name)) continue
    licences.push(`---- ${name} ----\n\n${await readFile(new URL(`./licences/${name}.txt`, import.meta.url), 'utf8')}`)
  }
  return [
    'The icons in this folder are drawings of these sets, each taken as it is and written as a file of its own:',
    ...parts,
    'Names and logos are marks of their owners. Showing one says that a system uses a product, and nothing else.',
    ...licences,
  ].join('\n\n')
}
