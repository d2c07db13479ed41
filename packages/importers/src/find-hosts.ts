/** A longer text is a script or data, and is searched as far as this. */
const longest = 20_000
const scheme = /[a-z][a-z0-9+.-]{0,30}:\/\//i
const host = /^[a-z0-9](?:[a-z0-9._-]{0,250}[a-z0-9])?$/i
/** `app.py` is a file, though a host may be called so. */
const fileName =
  /\.(?:c?js|mjs|ts|py|rb|php|pl|sh|jar|war|cs|dll|exe|so|conf|cfg|ini|toml|json|ya?ml|xml|properties|env|proto|html?|css|txt|log|csv|sql|pem|crt|key)$/i

/**
 * What stands in a text where a host would: in an address, before a port, or alone as a word. Most of it names nothing
 * that anybody knows; whoever asks looks for names of his own.
 *
 * @example [...findHosts('postgres://user:word@orders-db:5432/orders')] // ['orders-db']
 */
export function findHosts(text: string): ReadonlySet<string> {
  const hosts = new Set<string>()
  for (const word of text.slice(0, longest).split(/[\s,;'"`()[\]{}<>|&]+/)) {
    const address = scheme.exec(word)
    // Of `--to=cart` the value may be a host; what stands behind a `?` of an address is none.
    const rest =
      address === null ? word.slice(word.lastIndexOf('=') + 1) : word.slice(address.index + address[0].length)
    const [authority = '', ...path] = rest.split(/[/?#]/)
    const [name = '', port] = authority.slice(authority.lastIndexOf('@') + 1).split(':')
    // `books/list` is a path, `books:80/list` and `http://books/list` have a host.
    const isBare = address === null && port === undefined
    if (isBare && (path.length > 0 || fileName.test(name))) continue
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
