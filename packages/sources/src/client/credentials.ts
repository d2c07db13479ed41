import type { ClientOptions } from './options.ts'
import type { TokenKeeper } from './oauth2.ts'
import { UpstreamError } from './failure.ts'

/** The headers of one request, and every text in them that must not be shown to anybody. */
export interface Credentials {
  readonly headers: Readonly<Record<string, string | string[]>>
  readonly confidential: readonly string[]
}

/** Reads every secret again, so that a rotated token works from the next request on. */
export async function readCredentials(
  options: ClientOptions,
  tokens: TokenKeeper | undefined,
  signal: AbortSignal,
): Promise<Credentials> {
  const headers: Record<string, string | string[]> = Object.create(null)
  const confidential: string[] = []
  for (const { name, values } of options.headers) {
    const revealed = values.map((value) => asHeader(reveal(() => value.reveal())))
    confidential.push(...revealed)
    headers[name.toLowerCase()] = revealed
  }
  const { basicAuth, authorization } = options
  if (basicAuth) {
    const username = reveal(() => basicAuth.username.reveal())
    const password = reveal(() => basicAuth.password.reveal())
    const pair = Buffer.from(`${username}:${password}`).toString('base64')
    headers['authorization'] = `Basic ${pair}`
    confidential.push(password, pair)
  } else if (authorization) {
    const credentials = asHeader(reveal(() => authorization.credentials.reveal()).trim())
    headers['authorization'] = `${authorization.type} ${credentials}`
    confidential.push(credentials)
  } else if (tokens) {
    const token = await tokens.token(signal)
    headers['authorization'] = `Bearer ${token}`
    confidential.push(token)
  }
  return { headers, confidential }
}

/** A secret that cannot be read is a failure of this request, named without its content. */
export function reveal(read: () => string): string {
  try {
    return read()
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? ` (${String(error.code)})` : ''
    throw new UpstreamError('secret', `A secret of this upstream cannot be read${code}.`)
  }
}

/** A file with two lines, such as one with an old and a new token, would be refused further down as something else. */
function asHeader(value: string): string {
  if (!/[^\t\x20-\x7e\x80-\xff]/.test(value)) return value
  throw new UpstreamError('secret', 'A secret of this upstream holds a line break, or a character that no header can.')
}

/** The text without any of the confidential ones: an upstream may echo in its error what we sent. */
export function withoutSecrets(text: string, confidential: readonly string[]): string {
  let clean = text
  for (const secret of confidential) {
    // Shorter ones would tear harmless words apart, and say nothing by themselves.
    if (secret.length < 4) continue
    for (const written of [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret.toWellFormed())]) {
      clean = clean.replaceAll(written, '<secret>')
    }
  }
  return clean
}
