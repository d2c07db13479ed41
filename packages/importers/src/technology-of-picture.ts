import { guessIconOf } from '@statusgraph/model'

/** Folders of well-known sets of icons that say whose product a picture shows. */
const vendors: ReadonlyMap<string, string> = new Map([
  ['aws', 'AWS'],
  ['azure', 'Azure'],
  ['gcp', 'Google Cloud'],
  ['k8s', 'Kubernetes'],
])

/**
 * What the picture of a node shows, by how its file is called: pictures of the sets that D2 and the diagrams of Python
 * take always tell it, others only when they are called like a thing that is known.
 *
 * @example technologyOfPicture('https://icons.terrastruct.com/aws%2FDatabase%2FAmazon-RDS.svg') // 'Amazon RDS'
 * @example technologyOfPicture('./icons/postgresql.svg') // 'postgresql'
 */
export function technologyOfPicture(picture: string | undefined): string | undefined {
  if (picture === undefined || picture.length > 500) return undefined
  const path = picture.replaceAll('%2F', '/').replaceAll('%20', ' ').replaceAll('\\', '/')
  const [, folder = '', file] = /^(.*\/)?([^/]+)\.(?:svg|png|jpe?g|webp|ico)(?:[?#].*)?$/i.exec(path) ?? []
  const name = file
    ?.replaceAll(/[-_]+/g, ' ')
    .replace(/^\d+ /, '')
    .replaceAll(/\b(?:light bg|dark bg|original|plain|icon|logo|Service Color)\b/gi, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
  if (name === undefined || name === '') return undefined
  if (/icons\.terrastruct\.com\/(?:aws|azure|gcp|dev|tech)\//i.test(folder)) return name
  const vendor = vendors.get(/\/resources\/([a-z0-9]+)\//.exec(folder)?.[1] ?? '')
  if (vendor !== undefined) return `${vendor} ${name}`
  return guessIconOf(name) === undefined ? undefined : name
}
