import { readFileSync } from 'node:fs'

/** The version of the program, from the manifest of its package. */
export const version: string = readVersion()

function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
  const hasVersion = typeof manifest === 'object' && manifest !== null && 'version' in manifest
  if (!hasVersion || typeof manifest.version !== 'string') throw new Error('the manifest of the package has no version')
  return manifest.version
}
