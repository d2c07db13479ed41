import { fileURLToPath } from 'node:url'
import type { Exported } from '@statusgraph/importers/export'
import { readPage } from '../page/files.ts'
import { findShippedParts, takeParts } from './picture-parts.ts'
import { writePicture } from './write-picture.ts'
import type { PictureOrder } from './write-picture.ts'

const distFolder = fileURLToPath(new URL('../../../web/dist', import.meta.url))

/** Draws one picture without a server, with the icons and the font of the page that is built beside it. */
export async function drawOnce(order: Omit<PictureOrder, 'parts'>): Promise<Exported> {
  const shipped = findShippedParts(await readPage(distFolder, ''))
  return writePicture({ ...order, parts: takeParts(order.graph, shipped, new Map()) })
}
