import { lookup } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { UpstreamError } from './failure.ts'

/**
 * Link-local addresses, where clouds keep the credentials of the machine. No upstream lives there, but a name may be
 * made to point there.
 */
const forbidden = new BlockList()
forbidden.addSubnet('169.254.0.0', 16, 'ipv4')
forbidden.addSubnet('fe80::', 10, 'ipv6')
forbidden.addAddress('fd00:ec2::254', 'ipv6')

/** Throws when a host, written as an address, is one that is never spoken to. */
export function refuseForbiddenHost(hostname: string): void {
  const bare = hostname.replace(/^\[(.*)\]$/, '$1')
  if (isForbidden(bare)) throw forbiddenAddress()
}

/** Resolves names like the system does, but not to addresses that are never spoken to. */
export const lookupGuarded: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, '')
    const allowed = addresses.filter(({ address }) => !isForbidden(address))
    const [first] = allowed
    if (first === undefined) return callback(forbiddenAddress(), '')
    if (options.all === true) return callback(null, allowed)
    callback(null, first.address, first.family)
  })
}

function isForbidden(address: string): boolean {
  const family = isIP(address)
  return family !== 0 && forbidden.check(address, family === 4 ? 'ipv4' : 'ipv6')
}

function forbiddenAddress(): UpstreamError {
  return new UpstreamError('forbidden-address', 'Its address is link-local, where clouds keep credentials: refused.')
}
