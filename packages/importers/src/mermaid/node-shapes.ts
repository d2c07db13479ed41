import type { NodeKind } from '@statusgraph/model'
import { guessKind } from '../guess-kind.ts'

/** How a shape is written around its label; the longest first, because one may begin with another. */
export const brackets: readonly {
  readonly open: string
  readonly closers: readonly string[]
  readonly shape: string
}[] = [
  { open: '(((', closers: [')))'], shape: 'dbl-circ' },
  { open: '([', closers: ['])'], shape: 'stadium' },
  { open: '((', closers: ['))'], shape: 'circle' },
  { open: '(-', closers: ['-)'], shape: 'ellipse' },
  { open: '[[', closers: [']]'], shape: 'subproc' },
  { open: '[(', closers: [')]'], shape: 'cyl' },
  { open: '[/', closers: ['/]', '\\]'], shape: 'lean' },
  { open: '[\\', closers: ['/]', '\\]'], shape: 'lean' },
  { open: '[|', closers: [']'], shape: 'rect' },
  { open: '{{', closers: ['}}'], shape: 'hex' },
  { open: '[', closers: [']'], shape: 'rect' },
  { open: '(', closers: [')'], shape: 'rounded' },
  { open: '{', closers: ['}'], shape: 'diam' },
  { open: '>', closers: [']'], shape: 'odd' },
]

/** The names of shapes in `@{ shape: … }` that mean something to us; all of their aliases. */
const kindsOfShapes: readonly (readonly [kind: NodeKind, shapes: string])[] = [
  ['database', 'cyl cylinder database db'],
  ['storage', 'das h-cyl horizontal-cylinder lin-cyl disk lined-cylinder bow-rect stored-data datastore data-store'],
  ['diamond', 'diam decision diamond question'],
  ['hexagon', 'hex hexagon prepare preparation'],
  ['external', 'cloud'],
  [
    'box',
    `text brace comment brace-l brace-r braces doc document docs documents lin-doc lined-document notch-rect card flag
     paper-tape tag-doc tag-rect sm-circ start small-circle framed-circle fr-circ stop f-circ junction filled-circle
     cross-circ summary crossed-circle fork join hourglass collate bolt com-link lightning-bolt delay tri extract
     half-rounded-rectangle triangle flip-tri manual-file flipped-triangle odd image`,
  ],
]
const kindOfShape: ReadonlyMap<string, NodeKind> = new Map(
  kindsOfShapes.flatMap(([kind, shapes]) => shapes.split(/\s+/).map((shape) => [shape, kind] as const)),
)

const kindsOfIcons: readonly (readonly [kind: NodeKind, name: RegExp])[] = [
  ['database', /^(?:database|db)(?:-|$)/],
  ['queue', /^(?:queue|message-queue|tray-full)(?:-|$)/],
  ['actor', /^(?:user|users|person|people|account|child|male|female)(?:-|$)/],
  ['external', /^(?:cloud|internet|globe|earth|web)(?:-|$)/],
  ['storage', /^(?:disk|hdd|hard-drive|harddisk|box-archive|archive|bucket|folder)(?:-|$)/],
]

/**
 * What an icon shows, by its name without its set; undefined when it does not tell.
 *
 * @example kindOfIcon('database') // 'database'
 */
export function kindOfIcon(name: string): NodeKind | undefined {
  return kindsOfIcons.find(([, pattern]) => pattern.test(name))?.[0] ?? guessKind(name)
}

/** What a node is drawn as: its shape says so, or else the icon in its label (`fa:fa-database`), or else its name. */
export function kindOf(shape: string | undefined, name: string, raw: string): NodeKind {
  const [, icon = ''] = /\bfa[bklrs]?:(?:fa-)?([\w-]{1,40})/.exec(raw) ?? []
  return kindOfShape.get(shape ?? 'rect') ?? kindOfIcon(icon) ?? guessKind(name) ?? 'service'
}
