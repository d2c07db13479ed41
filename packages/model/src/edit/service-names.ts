import type { ServiceKey } from '../status/match.ts'
import { serviceKey } from '../status/match.ts'
import type { DrawableService } from './group-services.ts'
import { namespaceOf, shortNameOf } from './group-services.ts'

/** A name without what people and machines put around it, in the forms in which names are compared. */
export interface NameCore {
  /** As it is compared to find the very same name. */
  readonly key: ServiceKey
  /** Without the namespace, folded. */
  readonly short: ServiceKey
  /** What is left of it, word by word: `cart` of `cart-service`. */
  readonly words: readonly string[]
  /** As it is written, in one piece. */
  readonly squashed: string
  /** Its words, with `db` and `database` the same, in their order and in any. */
  readonly joined: string
  readonly sorted: string
}

export interface NamedService extends NameCore {
  /** As the upstream wrote it. */
  readonly service: string
  readonly namespace: string | undefined
}

/** Services, to be found by names that resemble theirs. */
export interface ServiceNames {
  /** All that may resemble a name, and few others. */
  readonly near: (name: NameCore) => ReadonlySet<NamedService>
  /** The squashed name without the words that most services begin with. */
  readonly withoutCommon: (service: NamedService) => string | undefined
  /** A word that says little: half of all services have it, or it says what part of a system it is. */
  readonly isCommon: (word: string) => boolean
}

/** Words that say what sort of thing it is and not which. */
const noise: ReadonlySet<string> = new Set(
  'svc service services srv server app application deploy deployment pod container component module microservice ms'.split(
    ' ',
  ),
)
/** Parts that every system has: sharing one of them makes nothing alike. */
const parts: ReadonlySet<string> = new Set(
  'database cache queue gateway api web worker frontend backend proxy storage job cron admin ui client master replica primary'.split(
    ' ',
  ),
)
/** Ends of addresses, after which nothing of the name comes. */
const addressEnd = /\.(?:svc|service|local|internal|cluster|consul)(?:\.|$).*$/
const sameWords: Readonly<Record<string, string>> = {
  db: 'database',
  pg: 'postgres',
  postgresql: 'postgres',
  mongo: 'mongodb',
  elastic: 'elasticsearch',
  rabbit: 'rabbitmq',
  gw: 'gateway',
  auth: 'authentication',
}
/** Rows of the index that are longer name too much to be followed. */
const longestPosting = 100
const trigramsAsked = 6
const mostAlike = 30

export function coreOf(text: string): NameCore {
  const bare = text
    .trim()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//i, '')
    .replace(/:\d+(?:\/.*)?$/, '')
  const short = serviceKey(shortNameOf(bare).replace(addressEnd, ''))
  const parted = shortNameOf(bare)
    .replace(addressEnd, '')
    // CartService is two words, PostgreSQL is one.
    .replaceAll(/(\p{Ll}|\p{N})(?=\p{Lu}\p{Ll})/gu, '$1 ')
  const all = parted
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
  const telling = all.filter((word) => !noise.has(word))
  const written = telling.length === 0 ? all : telling
  const words = written.map((word) => (Object.hasOwn(sameWords, word) ? (sameWords[word] ?? word) : word))
  return {
    key: serviceKey(text),
    short,
    words,
    squashed: written.join('').replace(/(?<=..)(?:service|svc)$/, ''),
    joined: words.join(' '),
    sorted: words.toSorted().join(' '),
  }
}

export function indexServices(services: readonly DrawableService[]): ServiceNames {
  const index = new Map<string, NamedService[]>()
  const firstWords = new Map<string, number>()
  const wordCounts = new Map<string, number>()
  const all = services.map((service): NamedService => {
    const core = coreOf(service.service)
    return { ...core, service: service.service, namespace: namespaceOf(service) }
  })
  for (const { words } of all) {
    const [first] = words
    if (first !== undefined && words.length > 1) firstWords.set(first, (firstWords.get(first) ?? 0) + 1)
    for (const word of new Set(words)) wordCounts.set(word, (wordCounts.get(word) ?? 0) + 1)
  }
  const isMost = (count: number | undefined): boolean => all.length > 3 && (count ?? 0) > all.length / 2
  const withoutCommon = ({ words: [first, ...rest] }: NamedService): string | undefined =>
    first !== undefined && rest.length > 0 && isMost(firstWords.get(first)) ? rest.join('') : undefined
  for (const service of all) {
    for (const key of keysOf(service)) append(index, key, service)
    for (const word of service.words) append(index, `w ${word}`, service)
    const rest = withoutCommon(service)
    if (rest !== undefined) append(index, `= ${rest}`, service)
    for (const trigram of trigramsOf(service.squashed)) append(index, `~ ${trigram}`, service)
  }
  return {
    withoutCommon,
    isCommon: (word) => parts.has(word) || isMost(wordCounts.get(word)),
    near(name) {
      const found = new Set<NamedService>()
      const take = (key: string): void => {
        const posting = index.get(key) ?? []
        if (posting.length <= longestPosting) for (const service of posting) found.add(service)
      }
      for (const key of keysOf(name)) take(key)
      const hasSame = found.size > 0
      for (const word of name.words) take(`w ${word}`)
      // Who is called the same is meant, and not somebody who is spelt nearly so.
      if (!hasSame) for (const service of spelledAlike(name, index)) found.add(service)
      return found
    },
  }
}

/** The services that share most of the rarest letters: a slip or two leave some of them whole. */
function spelledAlike({ squashed }: NameCore, index: ReadonlyMap<string, readonly NamedService[]>): NamedService[] {
  const shared = new Map<NamedService, number>()
  const postings = trigramsOf(squashed).flatMap((trigram) => [index.get(`~ ${trigram}`) ?? []])
  const rarest = postings.filter(({ length }) => length <= longestPosting).toSorted((a, b) => a.length - b.length)
  for (const posting of rarest.slice(0, trigramsAsked))
    for (const service of posting) shared.set(service, (shared.get(service) ?? 0) + 1)
  return [...shared]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, mostAlike)
    .map(([service]) => service)
}

function keysOf({ key, short, squashed, joined, sorted }: NameCore): readonly string[] {
  // A name without a letter is like no other.
  if (squashed === '') return [`= ${key}`]
  return [`= ${key}`, `= ${short}`, `= ${squashed}`, `= ${joined}`, `= ${sorted}`]
}

function trigramsOf(text: string): readonly string[] {
  const padded = ` ${text} `
  return [...new Set(Array.from({ length: Math.max(0, padded.length - 2) }, (_, at) => padded.slice(at, at + 3)))]
}

function append(index: Map<string, NamedService[]>, key: string, service: NamedService): void {
  const posting = index.get(key)
  if (posting === undefined) index.set(key, [service])
  else if (posting.at(-1) !== service) posting.push(service)
}
