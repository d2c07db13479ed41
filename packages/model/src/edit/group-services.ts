/** A service that somebody wants on a map. */
export interface DrawableService {
  /** As the upstream wrote it. */
  readonly service: string
  /** Where it runs, as far as its evidence says so. */
  readonly namespace?: string | undefined
}

export const serviceGroupings = ['prefix', 'namespace', 'none'] as const
/** What puts services into a group: how their names begin, where they run, or nothing. */
export type ServiceGrouping = (typeof serviceGroupings)[number]

/** Services that belong together; without a name they belong to no group. */
export interface ServiceGroup {
  readonly name: string | undefined
  readonly services: readonly DrawableService[]
}

/**
 * Puts services into groups, in the order of the groups' names; those without a group come last.
 * A prefix that all of them share says nothing and is left out: of `acme-cart-api`, `acme-cart-db` and `acme-mail`,
 * the first two are the group `cart`.
 */
export function groupServices(
  services: readonly DrawableService[],
  grouping: ServiceGrouping,
): readonly ServiceGroup[] {
  if (services.length === 0) return []
  const nameOf = namerOf(services, grouping)
  const named = Map.groupBy(services, nameOf)
  const groups: ServiceGroup[] = []
  const alone: DrawableService[] = []
  for (const [name, members] of named) {
    // Everything has a first word, so only one that is shared makes a group. A namespace is one for a single service too.
    if (name === undefined || (grouping === 'prefix' && members.length < 2)) alone.push(...members)
    else groups.push({ name, services: members })
  }
  groups.sort((a, b) => (a.name ?? '').localeCompare(b.name ?? ''))
  return alone.length === 0 ? groups : [...groups, { name: undefined, services: alone }]
}

/** Where a service runs: what its evidence says, or its name: `shop/cart`, `cart.shop.svc.cluster.local`. */
export function namespaceOf({ service, namespace }: DrawableService): string | undefined {
  return namespace ?? partsOf(service).namespace
}

/** The name without the namespace that stands in it. */
export function shortNameOf(service: string): string {
  return partsOf(service).name
}

function partsOf(service: string): { readonly namespace: string | undefined; readonly name: string } {
  const slashed = /^([^/]+)\/([^/]+)$/.exec(service)
  if (slashed?.[1] !== undefined && slashed[2] !== undefined) return { namespace: slashed[1], name: slashed[2] }
  const dotted = /^([^.]+)\.([^.]+)\.svc(?:\.|$)/.exec(service)
  if (dotted?.[1] !== undefined && dotted[2] !== undefined) return { namespace: dotted[2], name: dotted[1] }
  return { namespace: undefined, name: service }
}

function namerOf(
  services: readonly DrawableService[],
  grouping: ServiceGrouping,
): (service: DrawableService) => string | undefined {
  switch (grouping) {
    case 'none':
      return () => undefined
    case 'namespace':
      return namespaceOf
    case 'prefix': {
      const shared = countSharedWords(services)
      return ({ service }) => wordsOf(service)[shared]
    }
  }
}

function wordsOf(service: string): readonly string[] {
  return shortNameOf(service)
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
}

/** How many words all names begin with, leaving each at least one of its own. */
function countSharedWords(services: readonly DrawableService[]): number {
  const all = services.map(({ service }) => wordsOf(service))
  const [first = []] = all
  if (all.length < 2) return 0
  let shared = 0
  while (all.every((words) => words.length > shared + 1 && words[shared] === first[shared])) shared++
  return shared
}
