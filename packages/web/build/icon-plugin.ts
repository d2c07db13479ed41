import type { Plugin } from 'vite'
import { iconList } from '../src/icons/list/icon-list.ts'
import { iconSets } from '../src/icons/list/icon-sets.ts'
import { drawIcons } from './draw-icons.ts'
import type { ShippedIcon } from './draw-icons.ts'
import { writeNotice } from './write-notice.ts'

const placesId = 'virtual:icon-places'

/**
 * Ships the listed icons: each a file of its own that a browser fetches when a graph shows it, and one small module
 * that says where they are.
 */
export function shipIcons(): Plugin {
  let drawn: Promise<readonly ShippedIcon[]> | undefined
  const draw = (): Promise<readonly ShippedIcon[]> => (drawn ??= drawIcons(iconList))
  let isBuilding = false
  return {
    name: 'statusgraph-icons',
    configResolved(config) {
      isBuilding = config.command === 'build'
    },
    resolveId: (id) => (id === placesId ? `\0${placesId}` : undefined),
    async load(id) {
      if (id !== `\0${placesId}`) return undefined
      const icons = await draw()
      if (isBuilding) {
        this.emitFile({ type: 'asset', fileName: 'assets/icons/licences.txt', source: await writeNotice(iconSets) })
        for (const { file, svg } of icons) this.emitFile({ type: 'asset', fileName: file, source: svg })
      }
      return `export const iconPlaces = ${JSON.stringify(icons.map(writePlace).join('\n'))}\n`
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const path = (request.url ?? '').replace(/^\//, '').replace(/\?.*$/, '')
        if (!path.startsWith('assets/icons/')) return next()
        const answer = (icons: readonly ShippedIcon[]): void => {
          const found = icons.find(({ file }) => file === path)
          if (found === undefined) return next()
          response.setHeader('content-type', 'image/svg+xml')
          response.end(found.svg)
        }
        draw().then(answer, next)
      })
    },
  }
}

/** `set:name`, the digest in its file's name, and a star for a plain one. */
function writePlace({ icon, file, isPlain }: ShippedIcon): string {
  return `${icon} ${/-(\w+)\.svg$/.exec(file)?.[1]}${isPlain ? '*' : ''}`
}
