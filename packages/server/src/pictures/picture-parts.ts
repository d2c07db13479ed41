import type { GraphDocument } from '@statusgraph/model'
import { iconOf } from '@statusgraph/model'
import type { TeamIcon } from '../icons/team-icons.ts'
import type { Page } from '../page/files.ts'

/** What a picture holds of what the page is shipped with. */
export interface ShippedParts {
  /** The SVG of each icon, by `set-name`. */
  readonly icons: ReadonlyMap<string, string>
  /** A `@font-face` with the page's font inside; undefined when no page was built. */
  readonly fontFace: string | undefined
}

/** What one picture holds beside its graph. */
export interface PictureParts {
  /** By `set:name`, as the nodes name them; those that nobody has are not there. */
  readonly icons: ReadonlyMap<string, PictureFile>
  readonly fontFace: string | undefined
}

export type PictureFile =
  | { readonly type: 'image/svg+xml'; readonly svg: string }
  | { readonly type: 'image/png'; readonly bytes: Uint8Array }

const iconFile = /^\/assets\/icons\/(.+)-[0-9a-f]{8}\.svg$/
const fontFile = /^\/assets\/inter-latin-wght-normal-[\w-]+\.woff2$/

/** Finds the icons and the font among the files of the built page. */
export function findShippedParts({ files }: Pick<Page, 'files'>): ShippedParts {
  const icons = new Map<string, string>()
  let fontFace: string | undefined
  for (const [path, { bytes }] of files) {
    const icon = iconFile.exec(path)?.[1]
    if (icon !== undefined) icons.set(icon, bytes.toString())
    else if (fontFile.test(path)) fontFace = nameFont(bytes)
  }
  return { icons, fontFace }
}

function nameFont(bytes: Buffer): string {
  const source = `url(data:font/woff2;base64,${bytes.toString('base64')}) format('woff2')`
  return `@font-face{font-family:'Inter Variable';font-weight:100 900;src:${source}}`
}

/** Takes what the picture of one graph needs. As in the page, an icon of ours goes before a team's of the same name. */
export function takeParts(
  graph: GraphDocument,
  { icons, fontFace }: ShippedParts,
  team: ReadonlyMap<string, TeamIcon>,
): PictureParts {
  const taken = new Map<string, PictureFile>()
  for (const icon of new Set(graph.nodes.flatMap((node) => iconOf(node) ?? []))) {
    const svg = icons.get(icon.toLowerCase().replace(':', '-'))
    const own = team.get(icon.toLowerCase())
    if (svg !== undefined) taken.set(icon, { type: 'image/svg+xml', svg })
    else if (own?.type === 'image/svg+xml') taken.set(icon, { type: own.type, svg: own.bytes.toString() })
    else if (own !== undefined) taken.set(icon, { type: own.type, bytes: own.bytes })
  }
  return { icons: taken, fontFace }
}
