import { expect, test } from 'vitest'
import { kindOfImage } from './image-kind.ts'

test.each([
  ['postgres', 'database'],
  ['postgres:16.2-alpine', 'database'],
  ['docker.io/bitnami/postgresql:15', 'database'],
  ['registry.example.com:5000/library/mysql:8', 'database'],
  ['mcr.microsoft.com/mssql/server:2022-latest', 'database'],
  ['docker.elastic.co/elasticsearch/elasticsearch:8.1.0', 'database'],
  ['percona/percona-server-mongodb:6', 'database'],
  ['redis@sha256:00ff', 'cache'],
  ['quay.io/minio/minio', 'storage'],
  ['confluentinc/cp-kafka:7.5', 'queue'],
  ['nginx:1', 'gateway'],
  ['oliver006/redis_exporter:latest', undefined],
  ['shop/cart:1', undefined],
  ['shop/user-db-migrations', undefined],
  ['dpage/pgadmin4', undefined],
  ['', undefined],
  ['/:@', undefined],
])('the image %s is drawn as %s', (image, kind) => {
  expect(kindOfImage(image)).toBe(kind)
})
