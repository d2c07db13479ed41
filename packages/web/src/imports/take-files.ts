import { bringFiles } from './brought-file.ts'
import type { BroughtFile } from './brought-file.ts'
import { NoDiagram } from './many-files.ts'

/** Brings the files that were dropped or chosen, or says why they are no diagram. */
export async function takeFiles(
  files: Promise<readonly File[]> | readonly File[],
  onBring: (file: BroughtFile) => void,
  onTrouble: (reason: string) => void,
): Promise<void> {
  try {
    const file = await bringFiles(await files)
    if (file !== undefined) onBring(file)
  } catch (error) {
    const lost = 'The browser could not open what was brought. Is it still there?'
    onTrouble(error instanceof NoDiagram ? error.message : lost)
  }
}
