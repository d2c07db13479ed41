import { generateKeyPairSync, verify } from 'node:crypto'
import { expect, test } from 'vitest'
import { failureOf, openClient, plainOptions, question, serve } from '../testing/open-client.ts'
import type { AssertionOptions, OAuth2Options } from './options.ts'
import { Secret } from './secret.ts'

const jwtBearer = 'urn:ietf:params:oauth:grant-type:jwt-bearer'
const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const wallMs = 1_767_225_600_500

/** An endpoint that gives a token to whoever shows a JWT that the key signed, and tells what stood in it. */
async function serveTokens(hash = 'sha256') {
  const read = (part = ''): unknown => JSON.parse(Buffer.from(part, 'base64url').toString())
  const seen: { readonly header: unknown; readonly claims: unknown; readonly form: Record<string, string> }[] = []
  const { url } = await serve(({ parameters }) => {
    const { assertion = '', ...form } = Object.fromEntries(parameters)
    const [header, claims, signature = ''] = assertion.split('.')
    const isSigned = verify(hash, Buffer.from(`${header}.${claims}`), publicKey, Buffer.from(signature, 'base64url'))
    if (!isSigned) return { status: 401, body: { error: 'invalid_grant', error_description: assertion } }
    seen.push({ header: read(header), claims: read(claims), form })
    return { body: { access_token: 'yes', expires_in: 60 } }
  })
  return { url: `${url}/token`, seen }
}

function asking(tokenUrl: string, assertion: Partial<AssertionOptions> = {}): OAuth2Options {
  return {
    clientId: 'graph',
    tokenUrl,
    scopes: ['read', 'more'],
    endpointParams: { resource: 'metrics' },
    assertion: { key: Secret.of(pem), algorithm: 'RS256', claims: {}, ...assertion },
  }
}

async function ask(oauth2: OAuth2Options) {
  const upstream = await serve()
  const now = () => ({ monoMs: performance.now(), wallMs })
  const client = openClient(upstream.url, { ...plainOptions, oauth2 }, { now })
  return { upstream, asked: client.ask(question) }
}

test('a token is given for a JWT that the key of the client signed', async () => {
  const tokens = await serveTokens()
  const { asked, upstream } = await ask(asking(tokens.url))
  await asked
  expect(upstream.received[0]?.headers.authorization).toBe('Bearer yes')
  expect(tokens.seen).toEqual([
    {
      header: { alg: 'RS256', typ: 'JWT' },
      claims: {
        iss: 'graph',
        sub: 'graph',
        aud: tokens.url,
        iat: 1_767_225_600,
        exp: 1_767_226_200,
        scope: 'read more',
        jti: expect.stringMatching(/^[\da-f-]{36}$/),
      },
      form: { grant_type: jwtBearer, scope: 'read more', resource: 'metrics' },
    },
  ])
})

test.each([
  ['RS384', 'sha384'],
  ['RS512', 'sha512'],
] as const)('key, issuer, audience and claims are said as configured, signed with %s', async (algorithm, hash) => {
  const tokens = await serveTokens(hash)
  const claims = { tenant: 'shop', sub: 'somebody' }
  const { asked } = await ask(asking(tokens.url, { algorithm, keyId: 'k1', issuer: 'us', audience: 'them', claims }))
  await asked
  expect(tokens.seen).toMatchObject([
    { header: { alg: algorithm, kid: 'k1' }, claims: { iss: 'us', aud: 'them', tenant: 'shop', sub: 'somebody' } },
  ])
})

test('a key that is none is named as the cause, without its text', async () => {
  const tokens = await serveTokens()
  const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
  for (const key of ['canary-key', elliptic.export({ type: 'pkcs8', format: 'pem' }).toString()]) {
    const { asked } = await ask(asking(tokens.url, { key: Secret.of(key) }))
    expect((await failureOf(asked)).failure).toEqual({
      code: 'secret',
      message: 'The client certificate key is no RSA key in PEM form without a passphrase.',
    })
  }
  expect(tokens.seen).toEqual([])
})

test('an endpoint that does not believe the signature is named, and what it echoes is not shown', async () => {
  const tokens = await serveTokens('sha512')
  const { asked } = await ask(asking(tokens.url))
  expect((await failureOf(asked)).failure).toEqual({
    code: 'unauthorized',
    message: 'The token endpoint gave no access token: It answered with status 401.',
  })
})
