import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { UpstreamError } from '../../client/failure.ts'
import { reach } from './access.ts'
import { readKubeconfig } from './kubeconfig.ts'

const base = `
apiVersion: v1
kind: Config
current-context: here
contexts:
  - { name: here, context: { cluster: c, user: u, namespace: shop } }
  - { name: there, context: { cluster: d, user: v } }
clusters:
  - { name: c, cluster: { server: 'https://api.example:6443/', certificate-authority-data: UEVN, tls-server-name: kubernetes } }
  - { name: d, cluster: { server: 'http://127.0.0.1:8001' } }
`
const from = { path: '/home/me/.kube/config' }

function messageOf(text: string, more: { readonly context?: string } = {}): string {
  try {
    readKubeconfig(text, { ...from, ...more })
  } catch (error) {
    return error instanceof UpstreamError ? error.message : String(error)
  }
  return 'no failure'
}

test('the current context says where the server is and how to sign in', () => {
  const { url, client } = readKubeconfig(`${base}users: [{ name: u, user: { token: hunter2 } }]`, from)
  expect(url).toBe('https://api.example:6443')
  expect(client.authorization?.credentials.reveal()).toBe('hunter2')
  expect(client.tls?.ca?.reveal()).toBe('PEM')
  expect(client.tls?.serverName).toBe('kubernetes')
  expect(JSON.stringify(client)).not.toContain('hunter2')
})

test('a client certificate signs in, and files are found beside the kubeconfig', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'statusgraph-kubeconfig-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, 'key.pem'), 'KEY')
  const user = '{ client-certificate-data: Q0VSVA==, client-key: key.pem }'
  const { client } = readKubeconfig(`${base}users: [{ name: u, user: ${user} }]`, { path: join(folder, 'config') })
  expect([client.tls?.cert?.reveal(), client.tls?.key?.reveal()]).toEqual(['CERT', 'KEY'])
})

test('another context can be named', () => {
  const { url, client } = readKubeconfig(`${base}users: [{ name: v, user: { username: a, password: b } }]`, {
    ...from,
    context: 'there',
  })
  expect(url).toBe('http://127.0.0.1:8001')
  expect(client.basicAuth?.password.reveal()).toBe('b')
})

test.each(['exec', 'auth-provider'])('a program (%s) is not run, and this is said', (program) => {
  const text = `${base}users: [{ name: u, user: { ${program}: { command: aws, args: [hunter2] } } }]`
  expect(messageOf(text)).toBe(
    `The kubeconfig signs in by running a program (${program}), which Statusgraph does not do: give it the token of a service account.`,
  )
})

test.each([
  ['', 'The kubeconfig is not a map.'],
  ['{', 'The kubeconfig is not YAML.'],
  ['kind: Config', 'The kubeconfig has no current context: name one with "context".'],
  ['current-context: x\ncontexts: 7', 'The kubeconfig has no context called "x".'],
  [base, 'The kubeconfig has no user called "u".'],
  [
    base.replace('https://api.example:6443/', 'ftp://x').concat('users: [{ name: u, user: {} }]'),
    'The kubeconfig names no server that is an http or https address.',
  ],
])('what is wrong with a kubeconfig is told (%#)', (text, message) => {
  expect(messageOf(text)).toBe(message)
})

test('a bomb of aliases is refused', () => {
  const levels = Array.from({ length: 12 }, (_, level) => `l${level + 1}: &l${level + 1} [${`*l${level}, `.repeat(9)}]`)
  expect(messageOf(`l0: &l0 [x]\n${levels.join('\n')}`)).toBe('The kubeconfig is not YAML.')
})

test('a pod signs in with its service account, whose token is read anew each time', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'statusgraph-pod-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, 'token'), 'first\n')
  await writeFile(join(folder, 'ca.crt'), 'CA')
  const env = { KUBERNETES_SERVICE_HOST: 'fd00::1', KUBERNETES_SERVICE_PORT: '6443' }
  const { url, client } = await reach({ kind: 'service-account' }, { env, folder })
  expect(url).toBe('https://[fd00::1]:6443')
  expect(client.authorization?.credentials.reveal()).toBe('first')
  await writeFile(join(folder, 'token'), 'second\n')
  expect(client.authorization?.credentials.reveal()).toBe('second')
  expect(client.tls?.ca?.reveal()).toBe('CA')
})

test('outside a pod it is said what is missing', async () => {
  await expect(reach({ kind: 'service-account' }, { env: {}, folder: '/nowhere' })).rejects.toThrow(
    'Statusgraph does not run in a pod of Kubernetes: give the source a "kubeconfig_file" or a "url".',
  )
  await expect(reach({ kind: 'kubeconfig', path: '/nowhere' }, { env: {}, folder: '' })).rejects.toThrow(
    'The kubeconfig cannot be read (ENOENT).',
  )
})
