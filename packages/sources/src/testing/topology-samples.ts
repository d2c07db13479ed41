import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('../../../../../shared/samples/topology/', import.meta.url))

/** Whether the recordings of discovery lie beside the project; tests that need them skip themselves where they do not. */
export const hasTopologySamples = existsSync(join(folder, 'manifest.json'))

/** A recording, as bytes. */
export function readTopologySample(file: string): Buffer {
  return readFileSync(join(folder, file))
}
