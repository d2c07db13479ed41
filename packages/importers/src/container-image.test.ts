import { expect, test } from 'vitest'
import { tidyImage } from './container-image.ts'
import { guessKind } from './guess-kind.ts'

test.each([
  ['postgres:16', 'postgres:16'],
  ['ghcr.io:443/shop/cart:1.2@sha256:00ff', 'ghcr.io:443/shop/cart:1.2'],
  ['${REGISTRY:-ghcr.io}/shop/cart:${TAG}', 'ghcr.io/shop/cart'],
  ['${IMAGE_NAME}:${VERSION}-cart', 'cart'],
  ['$IMAGE', undefined],
  ['', undefined],
])('the image %j is called %j', (image, name) => {
  expect(tidyImage(image)).toBe(name)
})

test.each([
  ['postgres:16', 'database'],
  ['docker.io/bitnami/redis:7.2', 'cache'],
  ['confluentinc/cp-kafka', 'queue'],
  ['nginx:alpine', 'gateway'],
  ['minio/minio', 'storage'],
  ['prometheuscommunity/postgres-exporter', undefined],
  ['dpage/pgadmin4', undefined],
  ['shop/cart', undefined],
  [undefined, undefined],
])('%j is drawn as %j', (technology, kind) => {
  expect(guessKind(technology)).toBe(kind)
})
