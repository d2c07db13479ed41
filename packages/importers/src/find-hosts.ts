/** A longer text is a script or data, and is searched as far as this. */
const longest = 20_000
const scheme = /^[a-z][a-z0-9+.:-]{0,30}:\/\//i
const host = /^[a-z0-9](?:[a-z0-9._-]{0,250}[a-z0-9])?$/i

/**
 * What stands in a text where a host would: in an address, before a port, or alone as a word. Most of it names nothing
 * that anybody knows; whoever asks looks for names of his own.
 *
 * @example [...findHosts('postgres://user:word@orders-db:5432/orders')] // ['orders-db']
 */
export function findHosts(text: string): ReadonlySet<string> {
  const hosts = new Set<string>()
  for (const word of text.slice(0, longest).split(/[\s,;='"`()[\]{}<>|&]+/)) {
    const start = scheme.exec(word)?.[0]
    const rest = word.slice(start?.length ?? 0)
    const [authority = '', ...path] = rest.split(/[/?#]/)
    const [name = '', port] = authority.slice(authority.lastIndexOf('@') + 1).split(':')
    // `books/list` is a path, `books:80/list` and `http://books/list` have a host.
    if (path.length > 0 && start === undefined && port === undefined) continue
    if (host.test(name)) hosts.add(name.toLowerCase())
  }
  return hosts
}

const notHosts = /(?:^|_)(?:NAME|DB|DATABASE|USER|USERNAME|TOPICS?|QUEUE|PASSWORD|INDEX|BUCKET|KEYSPACE|SCHEMA|MODE)$/i
const hostly = /HOST|ADDR|URL|URI|SERVER|ENDPOINT|UPSTREAM|DSN/i

/**
 * Whether a variable may hold a host: a word alone in `DB_NAME` is the name of something else, even when a service has
 * the same.
 */
export function mayNameHost(variable: string, value: string): boolean {
  return hostly.test(variable) || !notHosts.test(variable) || /[:/]/.test(value)
}
