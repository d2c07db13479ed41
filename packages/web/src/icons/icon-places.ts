import { withBase } from '../routes/base.ts'

/** Where the file of an icon is, and how it is drawn. */
export interface IconPlace {
  readonly url: string
  /** Drawn in one colour: it takes that of the text around it. */
  readonly isPlain: boolean
}

/** The icons that the page brings along, by `set:name`. Loaded when a graph shows the first icon, and not before. */
export async function loadOwnPlaces(): Promise<ReadonlyMap<string, IconPlace>> {
  const { iconPlaces } = await import('virtual:icon-places')
  return new Map(
    iconPlaces.split('\n').map((line) => {
      const [icon = '', digest = ''] = line.split(' ')
      const isPlain = digest.endsWith('*')
      const file = `${icon.replace(':', '-')}-${isPlain ? digest.slice(0, -1) : digest}.svg`
      return [icon, { url: withBase(`/assets/icons/${file}`), isPlain }]
    }),
  )
}
