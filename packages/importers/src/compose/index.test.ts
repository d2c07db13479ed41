import { describe, expect, test } from 'vitest'
import type { ReadResult } from '../draft.ts'
import { readDiagram } from '../read-diagram.ts'
import { importer } from './index.ts'

const read = (text: string, choice?: string): ReadResult => {
  const result = importer.read({ text }, { choice })
  if (result instanceof Promise) throw new Error('compose files are read at once')
  return result
}
const edgesOf = (text: string, choice?: string): readonly string[] => {
  const result = read(text, choice)
  if (!result.ok) throw new Error(result.diagnostics.map(({ message }) => message).join('\n'))
  return result.draft.edges.map(({ source, target, kind }) => `${source} ${kind} ${target}`)
}

const shop = `
name: shop
x-base: &base
  networks: [back]
  environment: { TOKEN: hunter2 }
services:
  web:
    <<: *base
    image: \${REGISTRY:-ghcr.io}/shop/web:\${TAG}
    container_name: shop-web
    ports: ["8080:80", { target: 9090, published: 9091 }]
    networks: [front, back]
    depends_on: [api]
    links: ["cache:store"]
    environment:
      API_URL: http://api:8000/v1
  api:
    <<: *base
    build: ./api
    depends_on:
      db: { condition: service_healthy }
    environment:
      - DSN=postgres://shop:secret@\${DB_HOST:-db}:5432/shop
      - DB_NAME=cache
  cache: { image: "redis:7", network_mode: "service:api" }
  db: { image: "postgres:16", volumes_from: ["api:ro"] }
networks:
  front: { driver: bridge }
`

describe('a compose file', () => {
  test('becomes services in their networks, with images as technology', () => {
    expect(read(shop)).toMatchObject({
      ok: true,
      draft: {
        name: 'shop',
        nodes: [
          { name: 'front', kind: 'group', description: 'Network, driver bridge.' },
          { name: 'back', kind: 'group' },
          {
            name: 'web',
            kind: 'service',
            parent: 'network front',
            technology: 'ghcr.io/shop/web',
            services: ['web', 'shop-web'],
            labels: { ports: '8080:80, 9091:9090' },
          },
          { name: 'api', parent: 'network back', at: { line: 17 } },
          { name: 'cache', kind: 'cache', technology: 'redis:7' },
          { name: 'db', kind: 'database', technology: 'postgres:16' },
        ],
      },
    })
  })

  test('says who depends on whom, and how', () => {
    expect(edgesOf(shop)).toEqual([
      'web depends_on api',
      'web links cache',
      'api depends_on db',
      'cache network_mode api',
      'db volumes_from api',
    ])
  })

  test('says who calls whom when that is chosen, from what the environment names as hosts', () => {
    expect(edgesOf(shop, 'called').filter((edge) => edge.includes(' calls '))).toEqual([
      'web calls api',
      'api calls db',
    ])
  })

  test('leaves no secret behind', async () => {
    const result = await readDiagram({ text: shop }, { choice: 'called' })
    expect(result.ok).toBe(true)
    expect(JSON.stringify(result)).not.toMatch(/hunter2|secret@/)
  })

  test('tells what it could not take', () => {
    const result = read(`include: [other.yml]
services:
  a: { extends: { file: base.yml, service: x }, depends_on: [gone], networks: [n, m], external_links: [old] }
`)
    expect(result.diagnostics.map(({ kind, line }) => `${kind} ${line}`)).toEqual([
      'note 3',
      'lost 3',
      'guessed 3',
      'lost 1',
      'lost 3',
    ])
    expect(result).toMatchObject({ draft: { nodes: [{}, {}, { name: 'a' }, { name: 'gone', kind: 'external' }] } })
  })

  test('variables are what they are when nobody says otherwise', () => {
    const text = 'services:\n  a: { container_name: "${P:-shop}-a", hostname: "${H}", ports: ["${PORT:-80}:8080"] }\n'
    expect(read(text)).toMatchObject({
      draft: { nodes: [{ services: ['a', 'shop-a'], labels: { ports: '80:8080' } }] },
    })
  })

  test('a list of maps is read as the map that was meant', () => {
    const text =
      'services:\n  a:\n    depends_on:\n      - b: { condition: service_healthy }\n      - c:\n  b: {}\n  c: {}\n'
    expect(edgesOf(text)).toEqual(['a depends_on b', 'a depends_on c'])
  })

  test('of version 1, without "services", is read too', () => {
    expect(edgesOf('web:\n  image: nginx\n  links: [db]\ndb:\n  image: mysql\n')).toEqual(['web links db'])
  })

  test('of version 1 shares the network of a service by "net"', () => {
    expect(
      edgesOf('web:\n  image: nginx\n  net: "container:db"\ndb:\n  image: mysql\n  net: "container:gone"\n'),
    ).toEqual(['web network_mode db'])
  })

  test('a service calls what it links to by the name that the link gives it', () => {
    const text = 'services:\n  web: { links: ["db:store"], environment: { HOST: "store:1" } }\n  db: {}\n  store: {}\n'
    expect(edgesOf(text, 'called')).toEqual(['web links db', 'web calls db'])
  })

  test('what is built here says from which folder, and never with a password', () => {
    const text = 'services:\n  a: { build: { context: ./a } }\n  b: { build: "https://ada:word@host.example/b.git" }\n'
    expect(read(text)).toMatchObject({ draft: { nodes: [{ labels: { build: './a' } }, { labels: {} }] } })
    expect(JSON.stringify(read(text))).not.toContain('word')
  })

  test('tells what services share and use without a node for it', () => {
    const text = 'services:\n  a: { pid: "service:b" }\n  b: {}\nvolumes: { data: }\nsecrets: { key: }\n'
    expect(read(text).diagnostics.map(({ kind, line }) => `${kind} ${line}`)).toEqual(['lost 2', 'note 4', 'note 5'])
  })

  test('a service has what it extends in the same file', () => {
    const text =
      'services:\n  base: { image: redis, depends_on: [z] }\n  a: { extends: base }\n  b: { extends: { service: a } }\n  z: {}\n'
    expect(edgesOf(text)).toEqual(['base depends_on z', 'a depends_on z', 'b depends_on z'])
    expect(read(text)).toMatchObject({ draft: { nodes: [{}, {}, { name: 'b', technology: 'redis' }, {}] } })
  })

  test('services that extend one another in a circle are read', () => {
    expect(read('services:\n  a: { extends: b }\n  b: { extends: a }\n').ok).toBe(true)
  })

  test('what is reset is not there', () => {
    expect(edgesOf('services:\n  a: { depends_on: !reset [b] }\n  b: { image: !override x }\n')).toEqual([])
  })

  test('without services is refused with what is expected', () => {
    const result = read('volumes: {}\n')
    expect(result).toMatchObject({ ok: false, diagnostics: [{ kind: 'error' }] })
    expect(result.diagnostics[0]?.message).toContain('"services"')
  })
})
