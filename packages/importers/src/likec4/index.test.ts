import { expect, test } from 'vitest'
import { describeDraft } from '../testing/describe-draft.ts'
import { importer } from './index.ts'

const read = (text: string, choice?: string) => describeDraft(importer, text, choice)

const shop = `
specification {
  element actor {
    style { shape person }
  }
  element system
  element component { technology 'Go' }
  element store {
    style {
      shape: storage;
    }
  }
  deploymentNode vm
  relationship async { color red }
  tag beta
}
model {
  // people
  customer = actor 'Customer' 'Buys things'
  system cloud "Our
     cloud" {
    #beta, #new
    description '''
      Where it
      all runs
    '''
    link https://example.com/cloud 'Runbook'
    metadata { owner 'team a' }
    backend = component 'Backend' {
      icon tech:graphql
      -> db 'reads' 'SQL'
      this -> mail
    }
    web-ui = component 'Web UI' #beta { technology 'React' }
    db = store { style { icon tech:postgresql } }
    web-ui -[async]-> backend 'asks'
  }
  customer -> web-ui 'opens' { technology 'HTTPS' }
  customer .async cloud.backend 'listens'
  system mail
}
model {
  extend cloud.backend {
    component orders 'Orders'
    orders -> db { title 'writes' }
  }
}
views {
  view index { include * }
}
deployment {
  vm server 'Server' {
    vm one {
      instanceOf cloud.backend
    }
    ui = instanceOf web-ui 'The page'
    ui -> one.backend 'calls'
  }
}`

test('elements lie in each other, with names, kinds, technology and description', async () => {
  const { nodes } = await read(shop)
  expect(nodes).toEqual([
    'actor Customer: Buys things',
    'group Our cloud: Where it\nall runs',
    'group Our cloud > Backend (Go)',
    'service Our cloud > Web UI (React)',
    'database Our cloud > db',
    'service mail',
    'service Our cloud > Backend > Orders (Go)',
  ])
})

test('relationships are found wherever they are written, by names that are near or that only one element has', async () => {
  expect((await read(shop)).edges).toEqual([
    'Backend -> db: reads [SQL]',
    'Backend -> mail',
    'Web UI -> Backend: asks',
    'Customer -> Web UI: opens [HTTPS]',
    'Customer -> Backend: listens',
    'Orders -> db: writes',
  ])
})

test('the deployment is a choice', async () => {
  const deployment = await read(shop, 'deployment')
  expect(deployment.choices).toEqual(['model The model', 'deployment The deployment'])
  expect(deployment.nodes).toEqual([
    'group Server',
    'group Server > one',
    'service Server > one > Backend (Go)',
    'service Server > The page (React)',
  ])
  expect(deployment.edges).toEqual(['The page -> Backend: calls'])
})

test('tags and links are kept, fields that say nothing here are not', async () => {
  const result = await importer.read({ text: shop }, {})
  const cloud = result.ok ? result.draft.nodes.find(({ key }) => key === 'cloud') : undefined
  expect(cloud).toMatchObject({
    labels: { tags: 'beta, new' },
    links: [{ title: 'Runbook', url: 'https://example.com/cloud' }],
  })
})

test('an element may extend one that comes later', async () => {
  expect((await read('model {\n extend a { b = x }\n}\nmodel {\n a = x\n}')).nodes).toEqual([
    'group a',
    'service a > b',
  ])
})

test('what cannot be found is left out and said, with its line', async () => {
  expect(
    await read("model {\n a = x\n a -> nowhere\n extend nothing { b = x }\n}\nimport { c } from 'other'"),
  ).toMatchObject({
    nodes: ['service a', 'group nothing', 'service nothing > b'],
    edges: [],
    diagnostics: [
      'lost 6: Another project is never opened: what it holds is missing here.',
      'guessed 4: There is no element nothing in this file; what extends it is kept under its name.',
      'lost 3: A relationship was left out: there is no element nowhere in this file, or several.',
    ],
  })
})

test('a name that several elements have is no end of a relationship from elsewhere', async () => {
  const { edges, diagnostics } = await read(
    'model {\n a = x { db = x\n -> db }\n b = x { db = x }\n c = x\n c -> db\n}',
  )
  expect(edges).toEqual(['a -> db'])
  expect(diagnostics).toEqual(['lost 6: A relationship was left out: there is no element db in this file, or several.'])
})

test('two of a name in one element hide each other, and leave one elsewhere to be meant', async () => {
  const { edges } = await read(
    "model {\n a = x { b = x { db = x }\n c = x { db = x } }\n d = x { db = x 'One' }\n e = x\n e -> db\n e -> d. db\n}",
  )
  expect(edges).toEqual(['e -> One', 'e -> One'])
})

test('what the specification says of a kind holds for elements and relationships that do not say it themselves', async () => {
  const text = `specification {
    element store {
      #data
      title 'A store'
      technology 'Postgres'
      description 'Keeps it'
      link https://example.com/store
      style { icon tech:postgresql }
    }
    relationship reads { title 'reads from' technology 'SQL' }
  }
  model {
    orders = store
    carts = store 'Carts' 'in short' { title 'Not this one' description 'at length' technology '' }
    orders -[reads]-> carts
    carts .reads orders 'asks'
  }`
  expect(await read(text)).toMatchObject({
    nodes: ['database A store (Postgres): Keeps it', 'database Carts (Postgres): at length'],
    edges: ['A store -> Carts: reads from [SQL]', 'Carts -> A store: asks [SQL]'],
  })
  const result = await importer.read({ text }, {})
  expect(result.ok ? result.draft.nodes[0] : undefined).toMatchObject({
    labels: { tags: 'data' },
    links: [{ url: 'https://example.com/store' }],
    icon: expect.stringContaining('postgres'),
  })
})

test('a line break in a title is white space', async () => {
  const { nodes } = await read(String.raw`model { a = x 'Two\nlines \'quoted\'' }`)
  expect(nodes).toEqual(["service Two lines 'quoted'"])
})

test('a file without elements is refused, and it says what was expected', async () => {
  expect(await read('specification { element a }')).toMatchObject({
    ok: false,
    diagnostics: [expect.stringMatching(/^error 1: .*expected lines such as/)],
  })
})

test.each([
  ['open braces', 'model {'.padEnd(200_000, 'a = b {')],
  ['quotation marks', `model { a = b '${"\\'".repeat(100_000)}`],
  ['names joined by dots', `model { a${'.a'.repeat(100_000)}`],
  ['things that extend nothing', `model {${'extend a {}\n'.repeat(50_000)}`],
  ['comments that never end', '/*'.repeat(100_000)],
])('thousands of %s end', { timeout: 60_000 }, async (_, text) => {
  await expect(read(text)).resolves.toBeDefined()
})

test.each(['opacity', 'icon', 'shape:', 'link', 'title', 'style {'])(
  'a file that breaks off after %s is read as far as it goes',
  { timeout: 20_000 },
  async (end) => {
    await expect(read(`model { a = x 'A' { ${end}`)).resolves.toMatchObject({ nodes: [expect.stringContaining('A')] })
    await expect(read(`specification { element x { style {\n${end}`)).resolves.toMatchObject({ ok: false })
    await expect(read(`model { a = x 'A' }\nelement y { style {\n${end}`)).resolves.toBeDefined()
  },
)

test('the format is told from Structurizr, which has a model, too', () => {
  expect(importer.detect(shop)).toBeGreaterThan(0.9)
  expect(importer.detect('workspace {\n model {\n  a = person "A"\n }\n}')).toBe(0)
})

test('what a relationship says beyond its title is its description', async () => {
  const text = `specification { element s }
model {
  a = s
  b = s
  a -> b 'buys' 'Only paid ones' 'HTTPS'
  b -> a 'tells' { description 'At night' }
}`
  const result = await importer.read({ text }, {})
  expect(result).toMatchObject({
    draft: {
      edges: [
        { label: 'buys', technology: 'HTTPS', description: 'Only paid ones' },
        { label: 'tells', description: 'At night' },
      ],
    },
  })
})
