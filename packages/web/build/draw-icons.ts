import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { isPlainDrawing } from '@statusgraph/picture'
import { lostIcons } from '../src/icons/list/lost-icons.ts'
import type { IconCategory } from '../src/icons/list/icon-list.ts'

/** One icon as the page ships it. */
export interface ShippedIcon {
  /** `set:name`. */
  readonly icon: string
  /** Below the page's folder, with a digest of what is in it. */
  readonly file: string
  readonly svg: string
  /** Drawn in one colour: the page gives it that of the text around it. */
  readonly isPlain: boolean
}

const setFiles: Readonly<Record<string, string>> = {
  carbon: import.meta.resolve('@iconify-json/carbon/icons.json'),
  devicon: import.meta.resolve('@iconify-json/devicon/icons.json'),
  logos: import.meta.resolve('@iconify-json/logos/icons.json'),
  mdi: import.meta.resolve('@iconify-json/mdi/icons.json'),
  'simple-icons': import.meta.resolve('@iconify-json/simple-icons/icons.json'),
}

/** What is read of an Iconify file. */
interface IconSet {
  readonly width?: number
  readonly height?: number
  readonly icons: Readonly<
    Record<string, { readonly body: string; readonly width?: number; readonly height?: number } | undefined>
  >
}

/**
 * Takes the listed icons out of their sets.
 *
 * @throws Error naming every icon that its set does not have
 */
export async function drawIcons(list: readonly IconCategory[]): Promise<readonly ShippedIcon[]> {
  const names = list.flatMap(({ icons }) => icons.map(([icon]) => icon))
  const sets = new Map<string, IconSet>()
  for (const [name, url] of Object.entries(setFiles)) sets.set(name, await readSet(fileURLToPath(url)))
  const missing = names.filter((icon) => findDrawing(sets, icon) === undefined)
  if (missing.length > 0) throw new Error(`no icon set has ${missing.join(', ')}`)
  return names.map((icon) => {
    const { body, width, height } = findDrawing(sets, icon) ?? { body: '', width: 16, height: 16 }
    const links = body.includes('xlink:') ? ' xmlns:xlink="http://www.w3.org/1999/xlink"' : ''
    const isPlain = isPlainDrawing(body)
    const ink = isPlain ? '' : ` data-ink="${inkOf(icon)}"`
    const svg = `<svg xmlns="http://www.w3.org/2000/svg"${links}${ink} width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${body}</svg>\n`
    const digest = createHash('sha256').update(svg).digest('hex').slice(0, 8)
    return { icon, file: `assets/icons/${icon.replace(':', '-')}-${digest}.svg`, svg, isPlain }
  })
}

/** Said in the file, for those who draw it where its pixels cannot be measured. */
function inkOf(icon: string): 'dark' | 'light' | 'colours' {
  return lostIcons.dark.has(icon) ? 'dark' : lostIcons.light.has(icon) ? 'light' : 'colours'
}

async function readSet(file: string): Promise<IconSet> {
  const set: IconSet = JSON.parse(await readFile(file, 'utf8'))
  return set
}

function findDrawing(
  sets: ReadonlyMap<string, IconSet>,
  icon: string,
): { readonly body: string; readonly width: number; readonly height: number } | undefined {
  const [setName = '', name = ''] = icon.split(':')
  const set = sets.get(setName)
  const drawing = set?.icons[name]
  if (set === undefined || drawing === undefined) return undefined
  return {
    body: drawing.body,
    width: drawing.width ?? set.width ?? 16,
    height: drawing.height ?? set.height ?? 16,
  }
}
