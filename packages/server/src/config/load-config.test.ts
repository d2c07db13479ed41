import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { loadConfig } from './load-config.ts'
import type { LoadedConfig } from './load-config.ts'
import { overridableKeys } from './overrides.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'statusgraph-config-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function write(name: string, text: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true })
  writeFileSync(join(folder, name), text)
}

async function load(
  path: string | undefined,
  env: Readonly<Record<string, string>> = {},
  flags: { readonly listen?: string; readonly dataDir?: string } = {},
): Promise<LoadedConfig> {
  return await loadConfig({ ...(path === undefined ? {} : { path }), env, flags, cwd: folder })
}

const upstream = 'upstream: {prometheus: {url: "http://p:9090"}, alertmanager: {url: "http://a:9093"}}\n'
const mapping = 'mapping: {alerts: {service_labels: [service_id]}, metrics: {service_labels: [service_id]}}\n'

test('without a file there is no upstream, and nothing to complain about', async () => {
  const { config, diagnostics } = await load(undefined)
  expect(diagnostics).toEqual([])
  expect(config).toMatchObject({
    upstreams: [],
    server: { listen: { host: '127.0.0.1', port: 8000 }, basePath: '', reloadRoute: false },
    dataDir: join(folder, 'data'),
  })
})

test('a file that does not exist is an error that names it', async () => {
  const { config, diagnostics } = await load('nowhere.yml')
  expect(config).toBeUndefined()
  expect(diagnostics).toMatchObject([{ file: 'nowhere.yml', line: 1, column: 1, severity: 'error' }])
})

test('a file without end, as a wrong link gives, is refused and not read to its end', async () => {
  symlinkSync('/dev/zero', join(folder, 'c.yml'))
  for (const path of ['c.yml', '.']) {
    const { config, diagnostics } = await load(path)
    expect(config).toBeUndefined()
    expect(diagnostics).toContainEqual(
      expect.objectContaining({ file: 'c.yml', line: 1, message: 'the file is larger than 4 MiB' }),
    )
  }
})

test("the original's file gives its upstreams, their defaults and its mapping", async () => {
  const path = join(import.meta.dirname, 'testdata', 'original-shape.good.yml')
  const { config } = await load(path)
  expect(config?.upstreams).toMatchObject([
    { name: 'alertmanager', urls: ['http://localhost:9093'], intervalMs: 5_000, timeoutMs: 10_000 },
    { name: 'prometheus', urls: ['http://localhost:9090'], intervalMs: 15_000 },
    { name: 'versions', urls: ['http://localhost:3003/gimme'], intervalMs: 60_000 },
  ])
  expect(config?.upstreams[0]?.client.basicAuth?.username.reveal()).toBe('viewer')
  expect(config?.upstreams[0]?.client.basicAuth?.password.reveal()).toBe('p@ss:word')
  expect(config?.mapping.alerts.labelSelector).toEqual([
    { severity: 'critical' },
    { severity: 'warning', important: 'true' },
  ])
  expect(config?.mapping.metrics.queries).toEqual([
    {
      name: 'availability:1h',
      query: 'sum(service:availability:1h) by (service_id) * 100',
      serviceLabel: 'service_id',
      rangeMs: 3_600_000,
    },
  ])
})

test('every key arrives where it is meant to', async () => {
  const path = join(import.meta.dirname, 'testdata', 'every-key.good.yml')
  const { config } = await load(path)
  const [cluster, lone, eu, us, asia, released] = config?.upstreams ?? []
  expect(cluster).toMatchObject({ urls: ['http://am-0:9093', 'http://am-1:9093'], intervalMs: 2_000 })
  expect(cluster?.client.authorization?.credentials.reveal()).toBe('token-of-a-test')
  expect(lone?.client).toMatchObject({ proxyFromEnvironment: true, authorization: { type: 'Token' } })
  expect(eu).toMatchObject({ intervalMs: 30_000, timeoutMs: 90_000 })
  expect(eu?.client.tls).toMatchObject({ serverName: 'prometheus', minVersion: 'TLSv1.2', maxVersion: 'TLSv1.3' })
  expect(eu?.client.headers[0]?.values.map((value) => value.reveal())).toEqual(['team', 'hidden', 'token-of-a-test'])
  expect(us?.client.oauth2).toMatchObject({
    clientId: 'statusgraph',
    scopes: ['read'],
    endpointParams: { audience: 'metrics' },
    proxyUrl: 'http://proxy:3128',
    noProxy: 'localhost',
  })
  expect(asia?.client.oauth2).toMatchObject({
    proxyFromEnvironment: true,
    assertion: { keyId: 'k1', algorithm: 'RS512', issuer: 'us', audience: 'them', claims: { tenant: 'shop' } },
  })
  const signed = asia?.client.oauth2
  expect(signed && 'assertion' in signed && signed.assertion.key.reveal()).toBe('token-of-a-test')
  const proxied = eu?.client.proxyConnectHeaders?.map(({ name, values }) => [
    name,
    ...values.map((one) => one.reveal()),
  ])
  expect(proxied).toEqual([
    ['Proxy-Authorization', 'Basic abc'],
    ['X-Team', 'a', 'b'],
  ])
  expect(us?.client.oauth2?.proxyConnectHeaders).toMatchObject([{ name: 'X-Team' }])
  expect(released).toMatchObject({ kind: 'versions', intervalMs: 300_000 })
  expect(config?.mapping.alerts.severities).toEqual({
    label: 'prio',
    critical: ['p1'],
    warning: ['p2', 'p3'],
    none: ['p5'],
  })
  expect(config?.mapping.metrics.queries[0]).toMatchObject({
    thresholds: { warning: { operator: '>', bound: 80 }, critical: { operator: '>=', bound: 95 } },
    rangeMs: 21_600_000,
    stepMs: 300_000,
  })
  expect(config?.links).toEqual([
    { title: 'Dashboard', url: 'https://grafana.example/d/x?var-service={{service}}' },
    { title: 'wiki.example', url: 'https://wiki.example/{{service}}' },
    { title: 'mailto:ops@example.com?subject={{service}}', url: 'mailto:ops@example.com?subject={{service}}' },
  ])
  expect(config?.server).toMatchObject({
    listen: { host: '::1', port: 8080 },
    basePath: '/statusgraph',
    reloadRoute: true,
    limits: { bodyBytes: 8 * 1024 * 1024, connections: 500, streamsPerAddress: 20 },
  })
  expect(config?.provisioning).toEqual([join(import.meta.dirname, 'testdata', 'files')])
  expect(config?.dataDir).toBe(join(import.meta.dirname, 'data'))
})

test('no secret shows itself, however the configuration is printed', async () => {
  write(
    'c.yml',
    upstream.replace('http://p:9090', 'http://u:hunter2@p:9090') + mapping + 'server: {nudge_token: hunter2}\n',
  )
  const { config } = await load('c.yml')
  expect(config?.server.nudgeToken?.reveal()).toBe('hunter2')
  expect(`${JSON.stringify(config)} ${inspect(config, { depth: 20 })}`).not.toContain('hunter2')
})

test('a secret in a file is read again when the file has changed', async () => {
  write('token', 'first\n')
  write('c.yml', upstream + mapping + 'server: {nudge_token_file: token}\n')
  const { config } = await load('c.yml')
  expect(config?.server.nudgeToken?.reveal()).toBe('first')
  write('token', 'second, longer\n')
  expect(config?.server.nudgeToken?.reveal()).toBe('second, longer')
})

test('severities that are given leave the default lists', async () => {
  write(
    'c.yml',
    upstream +
      'mapping: {alerts: {service_labels: [a], severities: {critical: [Warning]}}, metrics: {service_labels: [a]}}',
  )
  const { config } = await load('c.yml')
  expect(config?.mapping.alerts.severities).toMatchObject({ critical: ['Warning'], warning: ['warn', 'minor'] })
})

test('variables stand in values, and dollars of PromQL stay', async () => {
  const path = join(import.meta.dirname, 'testdata', 'dollars.good.yml')
  const { config } = await load(path, { PROM_URL: 'http://prom:1', USER_NAME: 'me' })
  const prometheus = config?.upstreams.find(({ kind }) => kind === 'prometheus')
  expect(prometheus?.urls).toEqual(['http://prom:1'])
  expect(prometheus?.client.basicAuth?.password.reveal()).toBe('a$b')
  expect(config?.mapping.metrics.queries[0]?.query).toContain('"a|b$"}, "x", "${1}-$1"')
})

test('gaps that keep the picture grey are warnings', async () => {
  write('none.yml', 'links: []\n')
  write('unmapped.yml', upstream)
  write('no-prometheus.yml', 'upstream: {alertmanager: {url: "http://a:9093"}}\n' + mapping)
  write('redirects.yml', upstream.replace('9090"', '9090", follow_redirects: true') + mapping)
  for (const [file, count] of [
    ['none.yml', 1],
    ['unmapped.yml', 2],
    ['no-prometheus.yml', 1],
    ['redirects.yml', 1],
  ] as const) {
    const { config, diagnostics } = await load(file)
    expect(config).toBeDefined()
    expect(diagnostics.map(({ severity }) => severity)).toEqual(Array.from({ length: count }, () => 'warning'))
  }
})

describe('precedence', () => {
  const values: Readonly<Record<string, readonly [file: string, variable: string, flag: string]>> = {
    'server.listen': ['127.0.0.1:1111', '127.0.0.1:2222', '127.0.0.1:3333'],
    'server.base_path': ['/file', '/variable', ''],
    'server.data_dir': ['file', 'variable', 'flag'],
    'server.nudge_token': ['file', 'variable', ''],
    'server.nudge_token_file': ['token-1', 'token-2', ''],
    'server.enable_reload': ['false', 'true', ''],
    'server.limits.body': ['1MiB', '2MiB', ''],
    'server.limits.connections': ['11', '12', ''],
    'server.limits.streams_per_address': ['13', '14', ''],
  }
  const shown = ({ config }: LoadedConfig) =>
    JSON.stringify([config?.server, config?.server.nudgeToken?.reveal(), config?.dataDir])
  const nested = (path: readonly string[], value: string) =>
    path.reduceRight((inner, key) => `{${key}: ${inner}}`, JSON.stringify(value)).slice(1, -1)

  test('every single value of the server has a variable', () => {
    expect(overridableKeys.map(({ path }) => path.join('.'))).toEqual(Object.keys(values))
    expect(overridableKeys.map(({ variable }) => variable)).toContain('STATUSGRAPH_LIMITS_STREAMS_PER_ADDRESS')
  })

  test.each(overridableKeys.map((key) => ({ key, name: key.path.join('.') })))(
    '$name: flag before variable before file before default',
    async ({ key: { path, variable, flag } }) => {
      const [fromFile = '', fromVariable = '', fromFlag = ''] = values[path.join('.')] ?? []
      write('token-1', 'one')
      write('token-2', 'two')
      write('plain.yml', upstream + mapping)
      write('c.yml', upstream + mapping + nested(path, fromFile))
      write('only-variable.yml', upstream + mapping + nested(path, fromVariable))
      write('only-flag.yml', upstream + mapping + nested(path, fromFlag))
      const env = { [variable]: fromVariable }
      const flags = flag === '--listen' ? { listen: fromFlag } : { dataDir: fromFlag }
      expect(shown(await load('c.yml', env))).toBe(shown(await load('only-variable.yml')))
      expect(shown(await load('c.yml', { [variable]: '' }))).toBe(shown(await load('c.yml')))
      if (path.at(-1) !== 'enable_reload') expect(shown(await load('c.yml'))).not.toBe(shown(await load('plain.yml')))
      if (flag !== undefined) expect(shown(await load('c.yml', env, flags))).toBe(shown(await load('only-flag.yml')))
    },
  )

  test('a bad variable and a bad flag are named', async () => {
    const { diagnostics } = await load(undefined, { STATUSGRAPH_BASE_PATH: 'x' }, { listen: 'y' })
    expect(diagnostics.map(({ file, message }) => `${file} ${message}`)).toEqual([
      '--listen "server.listen" must be an address and a port, such as 127.0.0.1:8000 or [::1]:8000',
      '$STATUSGRAPH_BASE_PATH "server.base_path" must begin with a slash, such as /statusgraph',
    ])
  })

  test('STATUSGRAPH_CONFIG names the file', async () => {
    write('c.yml', upstream + mapping)
    expect((await load(undefined, { STATUSGRAPH_CONFIG: 'c.yml' })).config?.upstreams).toHaveLength(2)
  })

  test('a token from the environment replaces the file of the configuration', async () => {
    write('token', 'x')
    write('c.yml', upstream + mapping + 'server: {nudge_token_file: token}')
    const { config, diagnostics } = await load('c.yml', { STATUSGRAPH_NUDGE_TOKEN: 'y' })
    expect(diagnostics).toEqual([])
    expect(config?.server.nudgeToken?.reveal()).toBe('y')
  })
})

describe('a folder', () => {
  test('is merged: maps deep, lists one after the other', async () => {
    write('conf/10-upstream.yml', upstream)
    write('conf/20-mapping.yaml', mapping + 'links: ["https://a/"]')
    write('conf/team/ignored.yml', 'nonsense: 1')
    write(
      'conf/30-more.yml',
      'mapping: {alerts: {service_labels: [other]}}\nlinks: ["https://b/"]\nprovisioning: [team]',
    )
    const { config, diagnostics } = await load('conf')
    expect(diagnostics).toEqual([])
    expect(config?.mapping.alerts.serviceLabels).toEqual(['service_id', 'other'])
    expect(config?.links.map(({ url }) => url)).toEqual(['https://a/', 'https://b/'])
    expect(config?.provisioning).toEqual([join(folder, 'conf/team')])
  })

  test('refuses a value that two files give, and names both', async () => {
    write('conf/a.yml', upstream + mapping)
    write('conf/b.yml', 'upstream:\n  prometheus:\n    url: http://other\n')
    const { config, diagnostics } = await load('conf')
    expect(config).toBeUndefined()
    expect(diagnostics).toMatchObject([
      {
        file: 'conf/b.yml',
        line: 3,
        column: 10,
        message: '"upstream.prometheus.url" is given here and at conf/a.yml:1',
      },
    ])
  })

  test('without a configuration in it is an error', async () => {
    mkdirSync(join(folder, 'conf'))
    expect((await load('conf')).diagnostics).toMatchObject([{ file: 'conf', severity: 'error' }])
  })
})

test('a file that is not text is an error', async () => {
  writeFileSync(join(folder, 'c.yml'), Buffer.from([0xff, 0xfe, 0x00]))
  expect((await load('c.yml')).diagnostics).toMatchObject([{ message: 'the file is not UTF-8 text' }])
})
