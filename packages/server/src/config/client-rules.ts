import type { Diagnostic } from './config.ts'
import { errorAt, warningAt } from './read-yaml.ts'
import { upstreamUrl } from './scalars.ts'
import { entryOf, itemsAt, textAt, valueAt } from './tree.ts'
import type { Entry, Tree } from './tree.ts'

const signIns = ['basic_auth', 'authorization', 'bearer_token', 'bearer_token_file', 'oauth2']

/** Headers that belong to the protocol or to another key. */
const reservedHeaders = new Set([
  'authorization',
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'expect',
  'host',
  'keep-alive',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

const secretKeys = ['client_secret', 'client_secret_file']
const assertionKeys = [
  'client_certificate_key',
  'client_certificate_key_file',
  'client_certificate_key_id',
  'signature_algorithm',
  'iss',
  'audience',
  'claims',
]

/** What the keys of one upstream's HTTP client must not be together. */
export function checkClient(upstream: Tree): readonly Diagnostic[] {
  return [
    ...checkSignIn(upstream),
    ...checkBasicAuth(entryOf(upstream, 'basic_auth')),
    ...checkAuthorization(entryOf(upstream, 'authorization')),
    ...checkOauth2(entryOf(upstream, 'oauth2')),
    ...checkTls(entryOf(upstream, 'tls_config')),
    ...checkTls(entryOf(entryOf(upstream, 'oauth2')?.value, 'tls_config')),
    ...checkProxy(upstream),
    ...checkProxy(entryOf(upstream, 'oauth2')?.value),
    ...checkHeaders(entryOf(upstream, 'http_headers')?.value),
    ...checkRedirects(upstream),
  ]
}

function checkSignIn(upstream: Tree): readonly Diagnostic[] {
  const given = signIns.flatMap((key) => {
    const entry = entryOf(upstream, key)
    return entry === undefined ? [] : [{ key: `"${key}"`, place: entry.keyPlace }]
  })
  const urls = [...itemsAt(upstream, ['urls']), valueAt(upstream, ['url'])]
  for (const url of urls) {
    const read = url?.kind === 'scalar' && url.text !== null ? upstreamUrl.safeParse(url.text) : undefined
    if (url === undefined || read?.data?.username === undefined) continue
    given.unshift({ key: 'the user in the URL', place: url.place })
    break
  }
  const [first, ...others] = given
  return others.map(({ key, place }) =>
    errorAt(place, `${key} and ${first?.key} are two ways to sign in`, 'keep one of them'),
  )
}

/** A value and the file that holds it exclude one another; returns the complaint when both are there. */
export function checkTwin(owner: Tree | undefined, key: string): readonly Diagnostic[] {
  const file = entryOf(owner, `${key}_file`)
  if (file === undefined || entryOf(owner, key) === undefined) return []
  return [errorAt(file.keyPlace, `"${key}" and "${key}_file" are both given`, 'keep one of them')]
}

/** A value must be there, or the file that holds it. */
function checkGiven(entry: Entry, owner: string, key: string): readonly Diagnostic[] {
  if (entryOf(entry.value, key) !== undefined || entryOf(entry.value, `${key}_file`) !== undefined) return []
  return [errorAt(entry.keyPlace, `"${owner}" needs the key "${key}" or "${key}_file"`)]
}

function checkBasicAuth(entry: Entry | undefined): readonly Diagnostic[] {
  if (entry?.value.kind !== 'map') return []
  return [
    ...checkGiven(entry, 'basic_auth', 'username'),
    ...checkTwin(entry.value, 'username'),
    ...checkTwin(entry.value, 'password'),
  ]
}

function checkAuthorization(entry: Entry | undefined): readonly Diagnostic[] {
  if (entry?.value.kind !== 'map') return []
  const type = valueAt(entry.value, ['type'])
  const isBasic = type?.kind === 'scalar' && type.text?.toLowerCase() === 'basic'
  return [
    ...checkGiven(entry, 'authorization', 'credentials'),
    ...checkTwin(entry.value, 'credentials'),
    ...(isBasic ? [errorAt(type.place, 'the type "basic" has its own key', 'use "basic_auth"')] : []),
  ]
}

function checkOauth2(entry: Entry | undefined): readonly Diagnostic[] {
  if (entry?.value.kind !== 'map') return []
  const { value } = entry
  const isSigned = textAt(value, ['grant_type'])?.endsWith(':jwt-bearer') === true
  const [proof, others] = isSigned ? ['client_certificate_key', secretKeys] : ['client_secret', assertionKeys]
  const useless = others.flatMap((key) => {
    const other = entryOf(value, key)
    if (other === undefined) return []
    const grant = isSigned ? 'client_credentials' : 'urn:ietf:params:oauth:grant-type:jwt-bearer'
    return [warningAt(other.keyPlace, `"${key}" means nothing without "grant_type: ${grant}"`, 'remove it')]
  })
  return [...checkGiven(entry, 'oauth2', proof), ...checkTwin(value, proof), ...useless]
}

function checkTls(entry: Entry | undefined): readonly Diagnostic[] {
  if (entry?.value.kind !== 'map') return []
  const tls = entry.value
  const faults = ['ca', 'cert', 'key'].flatMap((key) => checkTwin(tls, key))
  const has = (key: string) => entryOf(tls, key) !== undefined || entryOf(tls, `${key}_file`) !== undefined
  if (has('cert') && !has('key'))
    faults.push(errorAt(entry.keyPlace, 'a client certificate needs its key', 'add "key_file"'))
  if (has('key') && !has('cert'))
    faults.push(errorAt(entry.keyPlace, 'a client key needs its certificate', 'add "cert_file"'))
  const least = textAt(tls, ['min_version']) ?? 'TLS12'
  const most = entryOf(tls, 'max_version')
  // The names sort as the versions do.
  if (most?.value.kind === 'scalar' && (most.value.text ?? '') < least) {
    faults.push(errorAt(most.value.place, `"max_version" is older than "min_version" (${least})`))
  }
  return faults
}

function checkProxy(upstream: Tree | undefined): readonly Diagnostic[] {
  const fromEnvironment = /^true$/i.test(textAt(upstream, ['proxy_from_environment']) ?? '')
  const url = entryOf(upstream, 'proxy_url')
  const exception = entryOf(upstream, 'no_proxy')
  const faults: Diagnostic[] = []
  for (const [key, entry] of [['proxy_url', url] as const, ['no_proxy', exception] as const]) {
    if (fromEnvironment && entry !== undefined) {
      faults.push(
        errorAt(entry.keyPlace, `"${key}" and "proxy_from_environment" exclude one another`, 'keep one of them'),
      )
    }
  }
  if (exception !== undefined && url === undefined && !fromEnvironment) {
    faults.push(errorAt(exception.keyPlace, '"no_proxy" means nothing without "proxy_url"'))
  }
  const header = entryOf(upstream, 'proxy_connect_header')
  if (header !== undefined && url === undefined && !fromEnvironment) {
    const message = '"proxy_connect_header" means nothing without "proxy_url" or "proxy_from_environment"'
    faults.push(errorAt(header.keyPlace, message))
  }
  return [...faults, ...checkConnectHeaders(header?.value)]
}

function checkConnectHeaders(headers: Tree | undefined): readonly Diagnostic[] {
  if (headers?.kind !== 'map') return []
  return [...headers.entries].flatMap(([name, { keyPlace, value }]) => {
    const lower = name.toLowerCase()
    if (reservedHeaders.has(lower) && !lower.endsWith('authorization')) {
      return [errorAt(keyPlace, `the header "${name}" cannot be set here`, 'remove it')]
    }
    return checkHeaderValues(name, itemsAt(value, []))
  })
}

/** A broken value would be refused with every request. */
function checkHeaderValues(name: string, values: readonly Tree[]): readonly Diagnostic[] {
  return values.flatMap((item) =>
    item.kind === 'scalar' && /[\r\n\0]/.test(item.text ?? '')
      ? [errorAt(item.place, `a value of the header "${name}" has a line break`)]
      : [],
  )
}

function checkHeaders(headers: Tree | undefined): readonly Diagnostic[] {
  if (headers?.kind !== 'map') return []
  return [...headers.entries].flatMap(([name, { keyPlace, value }]) => {
    if (reservedHeaders.has(name.toLowerCase())) {
      const hint = name.toLowerCase() === 'authorization' ? 'use "authorization" or "basic_auth"' : 'remove it'
      return [errorAt(keyPlace, `the header "${name}" cannot be set here`, hint)]
    }
    const given = ['values', 'secrets', 'files'].flatMap((key) => itemsAt(value, [key]))
    if (value.kind !== 'list' && given.length === 0) {
      return [errorAt(keyPlace, `the header "${name}" has no value`, 'give "values", "secrets" or "files"')]
    }
    return checkHeaderValues(name, given)
  })
}

function checkRedirects(upstream: Tree): readonly Diagnostic[] {
  const value = valueAt(upstream, ['follow_redirects'])
  if (value?.kind !== 'scalar' || !/^true$/i.test(value.text ?? '')) return []
  return [warningAt(value.place, 'redirects are never followed', 'give the URL that is redirected to')]
}
