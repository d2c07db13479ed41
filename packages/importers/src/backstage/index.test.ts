import { describe, expect, test } from 'vitest'
import { detectFormat } from '../detect-format.ts'
import type { ReadResult } from '../draft.ts'
import { importer } from './index.ts'

const read = (text: string, choice?: string): ReadResult => {
  const result = importer.read({ text }, { choice })
  if (result instanceof Promise) throw new Error('catalogs are read at once')
  return result
}
const edgesOf = (text: string, choice?: string): readonly string[] => {
  const result = read(text, choice)
  if (!result.ok) throw new Error(result.diagnostics.map(({ message }) => message).join('\n'))
  return result.draft.edges.map(({ source, target, kind }) => `${source} ${kind} ${target}`)
}
const entity = (kind: string, name: string, spec: string, metadata = ''): string =>
  `apiVersion: backstage.io/v1alpha1\nkind: ${kind}\nmetadata: { name: ${name}${metadata} }\nspec: ${spec}\n`

const catalog = [
  entity('Domain', 'trade', '{ owner: team-a }'),
  entity('System', 'shop', '{ owner: team-a, domain: trade }', ', title: The shop'),
  entity(
    'Component',
    'cart',
    '{ type: service, lifecycle: production, owner: user:ada, system: shop, dependsOn: ["resource:cart-db", "Component:other/Mailer"], providesApis: [cart-api] }',
    ', tags: [go], links: [{ url: "https://shop.example", title: Runbook }], annotations: { backstage.io/kubernetes-id: cart-v2 }',
  ),
  entity('Resource', 'cart-db', '{ type: database, owner: team-a, system: shop }'),
  entity('Group', 'team-a', '{ type: team, children: [], members: [ada] }'),
].join('---\n')

describe('a catalog', () => {
  test('becomes systems in domains, with what they are made of', () => {
    expect(read(catalog)).toMatchObject({
      draft: {
        nodes: [
          { key: 'domain:default/trade', name: 'trade', kind: 'group' },
          { key: 'system:default/shop', name: 'The shop', kind: 'group', parent: 'domain:default/trade' },
          {
            name: 'cart',
            kind: 'service',
            parent: 'system:default/shop',
            services: ['cart-v2', 'cart'],
            labels: { kind: 'Component', type: 'service', lifecycle: 'production', owner: 'user:ada', tags: 'go' },
            links: [{ url: 'https://shop.example', title: 'Runbook' }],
          },
          { name: 'cart-db', kind: 'database' },
          { name: 'team-a', kind: 'actor' },
          { key: 'user:default/ada', kind: 'external' },
          { key: 'api:default/cart-api', kind: 'external' },
          { key: 'component:other/mailer', name: 'mailer', kind: 'external' },
        ],
      },
    })
  })

  test('says what depends on what, and who owns it', () => {
    expect(edgesOf(catalog)).toEqual([
      'domain:default/trade ownedBy group:default/team-a',
      'system:default/shop ownedBy group:default/team-a',
      'system:default/shop partOfDomain domain:default/trade',
      'component:default/cart ownedBy user:default/ada',
      'component:default/cart partOfSystem system:default/shop',
      'component:default/cart providesApi api:default/cart-api',
      'component:default/cart dependsOn resource:default/cart-db',
      'component:default/cart dependsOn component:other/mailer',
      'resource:default/cart-db ownedBy group:default/team-a',
      'resource:default/cart-db partOfSystem system:default/shop',
      'group:default/team-a hasMember user:default/ada',
    ])
  })

  test('is without owners when that is chosen', () => {
    expect(edgesOf(catalog, 'systems')).toEqual([
      'component:default/cart providesApi api:default/cart-api',
      'component:default/cart dependsOn resource:default/cart-db',
      'component:default/cart dependsOn component:other/mailer',
    ])
  })

  test('what is not in the file becomes an outside node, and that is told with its line', () => {
    expect(read(entity('Component', 'a', '{ dependsOn: [resource:x] }'))).toMatchObject({
      draft: { nodes: [{ name: 'a' }, { name: 'x', kind: 'external' }] },
      diagnostics: [{ kind: 'guessed', line: 4 }],
    })
  })

  test('a system to which nothing belongs is a node', () => {
    expect(read(entity('System', 'lone', '{}'))).toMatchObject({ draft: { nodes: [{ name: 'lone', kind: 'box' }] } })
  })

  test('a key that is there twice is told, and the last one counts', () => {
    expect(read('apiVersion: backstage.io/v1alpha1\nkind: API\nmetadata: { name: a, name: b }\n')).toMatchObject({
      draft: { nodes: [{ name: 'b' }] },
      diagnostics: [{ kind: 'note', line: 3 }],
    })
  })

  test('a reference that is none, and a document that is no entity, are told', () => {
    const text = `${entity('Component', 'a', '{ dependsOn: ["a:b:c", { name: d, kind: API }] }')}---\nfoo: bar\n---\n# nothing\n`
    const result = read(text)
    expect(result.diagnostics.map(({ kind, line }) => `${kind} ${line}`)).toEqual(['lost 6', 'lost 4', 'guessed 4'])
    expect(edgesOf(text)).toEqual(['component:default/a dependsOn api:default/d'])
  })

  test('a group and its children say once that they belong together', () => {
    const groups = [
      entity('Group', 'all', '{ children: [web, group:far/ops] }'),
      entity('Group', 'web', '{ parent: all, profile: { displayName: The web people } }'),
    ].join('---\n')
    expect(edgesOf(groups)).toEqual(['group:default/web childOf group:default/all'])
    expect(read(groups).diagnostics).toMatchObject([{ kind: 'lost', line: 4 }])
    expect(read(groups)).toMatchObject({
      draft: {
        nodes: [{}, { description: 'The web people', services: undefined }],
      },
    })
  })

  test.each([
    ['backstage.io/source-location: "url:https://git.example/web/"', ['https://git.example/web/']],
    ['github.com/project-slug: shop/web', ['https://github.com/shop/web']],
    ['github.com/project-slug: "${{ values.slug }}"', []],
    ['backstage.io/source-location: "dir:."', []],
  ])('the annotation %s leads to the source', (annotation, urls) => {
    const result = read(entity('Component', 'web', '{}', `, annotations: { ${annotation} }`))
    expect(result).toMatchObject({ draft: { nodes: [{ links: urls.map((url) => ({ title: 'Source', url })) }] } })
  })

  test('objects of Kubernetes in the same folder are no entities; kinds of an organisation are', () => {
    const text = [
      entity('Component', 'a', '{}'),
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: b }\n',
      'apiVersion: shop.example/v1\nkind: Store\nmetadata: { name: c }\n',
    ].join('---\n')
    const result = read(text)
    expect(result).toMatchObject({ draft: { nodes: [{ name: 'a' }, { name: 'c' }] } })
    expect(result.diagnostics.map(({ kind, line }) => `${kind} ${line}`)).toEqual(['lost 6'])
  })

  test.each(['{{ values.name }}', '${{ values.name }}'])('an entity called %s is told to be a template', (name) => {
    const text = `${entity('Component', 'a', '{}')}---\napiVersion: backstage.io/v1alpha1\nkind: API\nmetadata:\n  name: ${name}\n`
    expect(read(text).diagnostics).toMatchObject([{ kind: 'lost', line: 6 }])
    expect(read(text).diagnostics[0]?.message).toContain('template')
  })

  test('a folder of manifests with a catalog among them is one of manifests', () => {
    const manifest = 'apiVersion: v1\nkind: Service\nmetadata: { name: a }\n'
    const component = entity('Component', 'a', '{}')
    expect(detectFormat([component, component, manifest].join('---\n'))).toBe('backstage')
    expect(detectFormat([component, manifest, manifest, manifest].join('---\n'))).toBe('kubernetes')
  })

  test('the files that a location names are told', () => {
    expect(read(entity('Location', 'all', '{ targets: [./a.yaml] }')).diagnostics).toMatchObject([
      { kind: 'note', line: 4 },
    ])
  })
})
