import { readFile, rename, stat, writeFile } from 'node:fs/promises'

/**
 * Debian builds the place of a server's templates and pages into the program. Where nothing was installed they lie
 * elsewhere, so every mention of that folder becomes the current one, of the same length: `.` and as many slashes as
 * the name was long. The program then finds its files when it is started in the folder that holds them.
 */
export async function relocate(program: string, builtInFolder: string): Promise<void> {
  const bytes = await readFile(program)
  const mention = Buffer.from(`${builtInFolder}/`)
  const replacement = Buffer.from('.'.padEnd(mention.length, '/'))
  let found = bytes.indexOf(mention)
  if (found === -1) return
  for (; found !== -1; found = bytes.indexOf(mention, found + 1)) replacement.copy(bytes, found)
  const unfinished = `${program}.relocated`
  await writeFile(unfinished, bytes, { mode: (await stat(program)).mode })
  await rename(unfinished, program)
}
