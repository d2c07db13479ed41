import { expect, test } from 'vitest'
import { guessKind } from './guess-kind.ts'

test.each([
  ['cart-db.svc', 'database'],
  ['orders-postgres-0', 'database'],
  ['UserMongo', 'database'],
  ['session-redis', 'cache'],
  ['redis7', 'cache'],
  ['orders.kafka.eu', 'queue'],
  ['invoices-s3', 'storage'],
  ['thumbnail-lambda', 'function'],
  ['edge.svc', 'gateway'],
  ['cdn.us', 'gateway'],
  ['redis-proxy', 'gateway'],
  ['stripe', 'external'],
  ['checkout.svc', 'service'],
  ['feedback', 'service'],
  ['', 'service'],
] as const)('a service called "%s" is drawn as a %s', (name, kind) => {
  expect(guessKind(name)).toBe(kind)
})
