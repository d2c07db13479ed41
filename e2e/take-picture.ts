import { mkdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Visitor } from './browser/visitor.ts'

/** Takes a picture of what a visitor sees once it has come to rest, and tells its size; too large a one is a failure. */
export async function takePicture({ page }: Visitor, file: string, mostBytes: number): Promise<void> {
  // Fonts and pictures arrive. Nothing moves by itself: motion is reduced.
  await page.evaluate(() => document.fonts.ready)
  await page.mouse.move(0, 0)
  await sleep(1_500)
  await mkdir(dirname(file), { recursive: true })
  await page.screenshot({ path: file })
  const { size } = await stat(file)
  // Larger ones make every clone slow.
  if (size > mostBytes) throw new Error(`${file} has ${size} bytes, more than ${mostBytes}`)
  console.log(`${file}, ${Math.round(size / 1_000)} kB`)
}
