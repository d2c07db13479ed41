import { isRecord, optionalText } from '../../reading/shape.ts'

/** Of one workload, no more hosts are remembered. */
const mostHosts = 100
const mostVariables = 500
/** Variables by whose names a bare word is a host. */
const tellsHost =
  /(?:^|_)(?:HOST|HOSTNAME|HOSTS|ADDR|ADDRESS|URL|URI|SERVER|SERVERS|ENDPOINT|SERVICE|BROKERS?|UPSTREAM|DSN)$/i
const hostName = /^[a-z0-9](?:[-a-z0-9]{0,62})(?:\.[a-z0-9](?:[-a-z0-9]{0,62})){0,8}$/i

/**
 * Hosts that the environment of containers names: in addresses, with a port, or alone under a name that says so. Only
 * the hosts are kept: the values may hold secrets.
 */
export function findHosts(containers: readonly Readonly<Record<string, unknown>>[]): readonly string[] {
  const hosts = new Set<string>()
  for (const container of containers) {
    const variables: readonly unknown[] = Array.isArray(container['env']) ? container['env'] : []
    for (const variable of variables.slice(0, mostVariables)) {
      if (!isRecord(variable)) continue
      const name = optionalText(variable['name']) ?? ''
      for (const host of hostsIn(optionalText(variable['value']) ?? '', tellsHost.test(name))) {
        if (hosts.size < mostHosts) hosts.add(host.toLowerCase())
      }
    }
  }
  return [...hosts]
}

function hostsIn(value: string, isHostByName: boolean): readonly string[] {
  return value.split(/[\s,;|]+/).flatMap((part) => {
    const [, scheme, authority = ''] = /^([a-z][a-z0-9+.-]*:(?:[a-z]+:)?\/\/)?([^/?#]*)/i.exec(part) ?? []
    const bare = authority.slice(authority.lastIndexOf('@') + 1)
    const [, host = '', port] = /^(.*?)(:\d{1,5})?$/.exec(bare) ?? []
    const isSaid = scheme !== undefined || port !== undefined || host.includes('.svc') || isHostByName
    return isSaid && hostName.test(host) ? [host] : []
  })
}
