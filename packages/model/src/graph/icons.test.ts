import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseGraphDocument, type GraphNode } from './document.ts'
import { iconAliases } from './icon-aliases.ts'
import { guessIcon, guessIconOf, iconOf, noIcon } from './icons.ts'

function node(fields: object): GraphNode {
  const parsed = parseGraphDocument({ version: 1, id: 'g', nodes: [{ id: 'n', ...fields }] })
  if (!parsed.ok || parsed.graph.nodes[0] === undefined) throw new Error(JSON.stringify(parsed))
  return parsed.graph.nodes[0]
}

test.each([
  ['postgres', 'logos:postgresql'],
  ['PostgreSQL', 'logos:postgresql'],
  ['pg', 'logos:postgresql'],
  ['orders-pg', 'logos:postgresql'],
  ['orders_postgres_1', 'logos:postgresql'],
  ['postgres15', 'logos:postgresql'],
  ['postgres:15', 'logos:postgresql'],
  ['postgres.default.svc.cluster.local', 'logos:postgresql'],
  ['bitnami/redis:7', 'logos:redis'],
  ['docker.io/library/redis:7-alpine', 'logos:redis'],
  ['redis@sha256:0123456789abcdef', 'logos:redis'],
  ['registry.example.com:5000/team/redis', 'logos:redis'],
  ['valkey/valkey:8', 'logos:valkey-icon'],
  ['redis-cart', 'logos:redis'],
  ['redis-exporter', 'logos:prometheus'],
  ['quay.io/prometheus/alertmanager:v0.27', 'logos:prometheus'],
  ['kafka-0', 'logos:kafka-icon'],
  ['kafka0', 'logos:kafka-icon'],
  ['confluentinc/cp-kafka:7.6.1', 'logos:kafka-icon'],
  ['rabbit-mq', 'logos:rabbitmq-icon'],
  ['rabbitmq:3-management', 'logos:rabbitmq-icon'],
  ['fluent-bit', 'simple-icons:fluentbit'],
  ['ingress-nginx', 'logos:nginx'],
  ['envoyproxy/envoy', 'simple-icons:envoyproxy'],
  ['mysql', 'logos:mysql-icon'],
  ['users.mongo', 'devicon:mongodb'],
  ['elasticsearch', 'logos:elasticsearch'],
  ['elastic search', 'logos:elasticsearch'],
  ['grafana/loki', 'devicon:grafanaloki'],
  ['grafana', 'logos:grafana'],
  ['S3 bucket', 'logos:aws-s3'],
  ['Stripe', 'simple-icons:stripe'],
])('%s is shown as %s', (name, icon) => {
  expect(guessIconOf(name)).toBe(icon)
})

test.each([
  'upgrade',
  'shop-es',
  'pgx',
  'espresso',
  'sapling',
  'checkout.svc',
  'predis',
  'nodes',
  'go',
  'node',
  'spring-sale',
  'rest-api',
  'redistribution',
  'localhost:5432',
  'elastic.example.com:443/api',
  '',
  '---',
  '数据库',
])('nothing is guessed from "%s"', (name) => {
  expect(guessIconOf(name)).toBeUndefined()
})

test('labels tell more than a name, and a name more than services', () => {
  expect(guessIcon({ name: 'cache', labels: { image: 'bitnami/redis:7' } })).toBe('logos:redis')
  expect(guessIcon({ name: 'redis', labels: { 'app.kubernetes.io/name': 'valkey' } })).toBe('logos:valkey-icon')
  expect(guessIcon({ name: 'orders', services: ['orders-api', 'orders-postgres'] })).toBe('logos:postgresql')
  expect(guessIcon({ name: 'kafka', services: ['postgres'] })).toBe('logos:kafka-icon')
  expect(guessIcon({ name: 'orders', labels: { team: 'postgres' } })).toBeUndefined()
})

test('an explicit icon wins over every guess, and "no icon" over both', () => {
  expect(iconOf(node({ name: 'postgres' }))).toBe('logos:postgresql')
  expect(iconOf(node({ name: 'postgres', icon: 'team:our-db' }))).toBe('team:our-db')
  expect(iconOf(node({ name: 'postgres', icon: noIcon }))).toBeUndefined()
  expect(iconOf(node({ name: 'checkout' }))).toBeUndefined()
})

test('nothing is guessed for a group: it is a place, not a technology', () => {
  expect(iconOf(node({ name: 'kafka', kind: 'group' }))).toBeUndefined()
  expect(iconOf(node({ name: 'kafka', kind: 'group', icon: 'logos:kafka-icon' }))).toBe('logos:kafka-icon')
})

test('every alias is one word in small letters and names an icon that a document may hold', () => {
  for (const [word, icon] of iconAliases) {
    expect(word).toMatch(/^[a-z0-9]+$/)
    expect(node({ icon }).icon).toBe(icon)
    expect(guessIconOf(word)).toBe(icon)
  }
})

test('a guess never fails and never comes from the inside of a word, whatever the name is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (text) => {
      const icon = guessIconOf(text)
      expect(icon === undefined || [...iconAliases.values()].includes(icon)).toBe(true)
    }),
  )
  const letters = fc.stringMatching(/^[a-zé]{9,20}$/)
  fc.assert(
    fc.property(letters, fc.constantFrom('pg', 'crdb', 's3', 'sap', 'argo'), letters, (before, word, after) => {
      fc.pre(!iconAliases.has(`${before}${word}${after}`))
      expect(guessIconOf(`${before}${word}${after}`)).toBeUndefined()
    }),
  )
})
