import { describe, expect, test } from 'vitest'
import type { ReadResult } from '../draft.ts'
import { importer } from './index.ts'

async function read(text: string, choice?: string): Promise<Extract<ReadResult, { ok: true }>> {
  const result = await importer.read({ text }, { choice })
  if (!result.ok) throw new Error(result.diagnostics.map(({ message }) => message).join('\n'))
  return result
}
async function edgesOf(lines: string): Promise<readonly string[]> {
  const { draft } = await read(`flowchart LR\n${lines}`)
  return draft.edges.map(({ source, target, label }) => `${source}>${target}${label === undefined ? '' : ` ${label}`}`)
}
async function nodeOf(line: string): Promise<object | undefined> {
  return (await read(`graph TD\n${line}`)).draft.nodes[0]
}

describe('flowcharts', () => {
  test.each([
    ['a --> b', ['a>b']],
    ['a---b', ['a>b']],
    ['a -.-> b -..- c', ['a>b', 'b>c']],
    ['a ==> b ====> c', ['a>b', 'b>c']],
    ['a --o b --x c', ['a>b', 'b>c']],
    ['a <--> b', ['a>b']],
    ['a -->|asks| b', ['a>b asks']],
    ['a -- asks twice --> b', ['a>b asks twice']],
    ['a -. asks .-> b', ['a>b asks']],
    ['a == "asks | b" ==> b', ['a>b asks | b']],
    ['a e1@--> b\ne1@{ animate: true }', ['a>b']],
    ['a & b --> c & d', ['a>c', 'a>d', 'b>c', 'b>d']],
    ['a --> b --> c; c --> a', ['a>b', 'b>c', 'c>a']],
    ['a ~~~ b\nb --> a', ['b>a']],
    ['a-1 --> b_2.x', ['a-1>b_2.x']],
    ['end-user --> endpoint', ['end-user>endpoint']],
    ['a---b:::hot-->c:::x,y-.->d', ['a>b', 'b>c', 'c>d']],
    ['a <-- b\nc --> d', ['b>a', 'c>d']],
    ['a <--- b', ['a>b']],
    ['a --> b\n\u00a0 %% a comment', ['a>b']],
  ])('%s', async (lines, edges) => {
    expect(await edgesOf(lines)).toEqual(edges)
  })

  test.each([
    ['a[Orders]', 'Orders', 'service'],
    ['a("Orders (new)")', 'Orders (new)', 'service'],
    ['a([Orders])', 'Orders', 'service'],
    ['a[[Orders]]', 'Orders', 'service'],
    ['a[(Orders)]', 'Orders', 'database'],
    ['a((Orders))', 'Orders', 'service'],
    ['a(((Orders)))', 'Orders', 'service'],
    ['a{Orders?}', 'Orders?', 'diamond'],
    ['a{{Orders}}', 'Orders', 'hexagon'],
    ['a>Orders]', 'Orders', 'box'],
    ['a[/Orders/]', 'Orders', 'service'],
    ['a[\\Orders/]', 'Orders', 'service'],
    ['a[/api/v1]', '/api/v1', 'service'],
    ['a@{ shape: cyl, label: "Orders" }', 'Orders', 'database'],
    ['a["`**Orders** of _today_`"]', 'Orders of today', 'service'],
    ['a["fa:fa-box Orders<br/>#quot;new#quot; &amp; <b>old</b>"]', 'Orders\n"new" & old', 'service'],
    ['a:::hot', 'a', 'service'],
  ])('the shape %s', async (line, name, kind) => {
    expect(await nodeOf(line)).toMatchObject({ key: 'a', name, kind })
  })

  test('subgraphs are groups, nested, with titles and as ends of edges', async () => {
    const { draft, diagnostics } = await read(
      'flowchart LR\nsubgraph one[The one]\n direction TB\n a\n subgraph "Two words"\n  b --> c\n end\nend\none --> d\nclassDef x fill:red',
    )
    expect(draft.nodes).toMatchObject([
      { key: 'one', name: 'The one', kind: 'group', parent: undefined },
      { key: 'subgraph Two words', name: 'Two words', kind: 'group', parent: 'one' },
      { key: 'a', parent: 'one' },
      { key: 'b', parent: 'subgraph Two words' },
      { key: 'c', parent: 'subgraph Two words' },
      { key: 'd', parent: undefined },
    ])
    expect(draft.edges).toHaveLength(2)
    expect(diagnostics).toMatchObject([{ kind: 'note', count: 1 }])
  })

  test('a line that says nothing is told with its place, and the rest is read', async () => {
    const { draft, diagnostics } = await read(
      '---\ntitle: Shop\n---\n%% a comment\nflowchart LR\n a --> b\n a => b\n c --> d',
    )
    expect(draft).toMatchObject({ name: 'Shop', edges: [{ source: 'a' }, { source: 'c' }] })
    expect(diagnostics).toMatchObject([{ kind: 'lost', line: 7, column: 4 }])
  })

  test('web addresses of clicks are links, scripts are not', async () => {
    const { draft } = await read(
      'graph TD\na --> b\nclick a href "https://example.org/a" "Runbook"\nclick b call open()',
    )
    expect(draft.nodes).toMatchObject([
      { links: [{ title: 'Runbook', url: 'https://example.org/a' }] },
      { links: undefined },
    ])
  })
})

describe('flowcharts as the official reader reads them', () => {
  test('a subgraph that is opened once more keeps its first title', async () => {
    const { draft } = await read('graph TD\nsubgraph one[First]\na\nend\nsubgraph one[Second]\nb\nend')
    expect(draft.nodes).toMatchObject([
      { key: 'one', name: 'First' },
      { key: 'a', parent: 'one' },
      { key: 'b', parent: 'one' },
    ])
  })

  test('what only a style names is a node, and is told', async () => {
    const { draft, diagnostics } = await read(
      'graph TD\na e1@--> b\nstyle c fill:#f00\nstyle a fill:#f00\nstyle e1 stroke:#f00\nstyle g fill:#f00\nsubgraph g\nb\nend',
    )
    expect(draft.nodes.map(({ key }) => key)).toEqual(['g', 'a', 'b', 'c'])
    expect(diagnostics).toMatchObject([
      { kind: 'guessed', line: 3 },
      { kind: 'note', count: 4 },
    ])
  })

  test.each([
    ['a@{ shape: doc, label: "*Order*\n  **form**" }', 'Order\nform'],
    ["a@{ label: it's fine }", "it's fine"],
    ['a@{ label: "a } in it" }', 'a } in it'],
    ['a@{\n  shape: cyl\n  label: "Orders"\n}', 'Orders'],
    ['a["**Orders** 2 ** 3"]', 'Orders 2 ** 3'],
    ['a["#42;#42;Orders#42;#42;"]', '**Orders**'],
    ['a["Result<Order, Error> if x < y > z"]', 'Result if x < y > z'],
    ['a@{ label: ["one"] }', 'one'],
    ['a[["<b>Orders</>" and more]]', 'Orders and more'],
  ])('%j is called %j', async (line, name) => {
    expect(await nodeOf(line)).toMatchObject({ key: 'a', name })
  })

  test('an icon in a label tells what a node is', async () => {
    expect(await nodeOf('a["fa:fa-database Orders"]')).toMatchObject({ name: 'Orders', kind: 'database' })
    expect(await nodeOf('a("fas:fa-users Buyers")')).toMatchObject({ name: 'Buyers', kind: 'actor' })
  })

  test('invisible links are told, comments behind a line are not', async () => {
    const { draft, diagnostics } = await read('graph TD\na ~~~ b --> c %% why\nc ~~~ d')
    expect(draft.edges).toMatchObject([{ source: 'b', target: 'c' }])
    expect(diagnostics).toMatchObject([{ kind: 'note', count: 2 }])
  })

  test('only a link with heads at both ends has two', async () => {
    const { diagnostics } = await read('graph TD\na <--> b\nc <--- d\ne <-- text --> f\ng o--o h')
    expect(diagnostics).toMatchObject([{ kind: 'note', count: 3 }])
  })

  test('swimlanes are flowcharts', async () => {
    expect((await read('swimlane-beta LR\nsubgraph a\nx\nend\nx --> y')).draft.edges).toHaveLength(1)
  })
})

test('C4 keeps names, technology, descriptions, boundaries and the way back', async () => {
  const { draft } = await read(`C4Container
    title Shop
    Person(u, "User", "Buys")
    System_Boundary(s, "Shop") {
      ContainerDb(db, "Orders", "PostgreSQL 15", "Keeps <br/> orders", $link="https://example.org")
    }
    Rel(u, db, "asks", "SQL")
    Rel_Back(u, db, "tells")
    UpdateRelStyle(u, db, $textColor="red")`)
  expect(draft).toMatchObject({
    name: 'Shop',
    nodes: [
      { key: 'u', name: 'User', kind: 'actor', description: 'Buys' },
      { key: 's', kind: 'group' },
      {
        key: 'db',
        kind: 'database',
        parent: 's',
        technology: 'PostgreSQL 15',
        links: [{ url: 'https://example.org' }],
      },
    ],
    edges: [
      { source: 'u', target: 'db', label: 'asks', technology: 'SQL' },
      { source: 'db', target: 'u', label: 'tells' },
    ],
  })
})

test('architecture diagrams keep icons, groups and directions', async () => {
  const { draft } = await read(
    'architecture-beta\n group api(cloud)[API]\n service db(logos:postgresql)[DB] in api\n service web(server)[Web]\n junction j\n web:R --> L:db\n web:T <-- B:j\n web{group}:L -[calls]- R:db',
  )
  expect(draft.nodes).toMatchObject([
    { key: 'api', kind: 'group' },
    { key: 'db', parent: 'api', icon: 'logos:postgresql', kind: 'database' },
    { key: 'web', kind: 'service' },
    { key: 'j', name: 'j' },
  ])
  expect(draft.edges).toMatchObject([
    { source: 'web', target: 'db' },
    { source: 'j', target: 'web' },
    { label: 'calls' },
  ])
})

test('architecture diagrams may quote their titles, leave out icons and sides, and have comments', async () => {
  const { draft, diagnostics } = await read(
    'architecture-beta\n group g\n service a(logos:aws)["A [x] \\"y\\""] in g %% first\n service b[Queue]\n a:R --> b:L\n b --> a\n a: R -- L :b\n',
  )
  expect(draft.nodes).toMatchObject([
    { key: 'g', name: 'g', kind: 'group' },
    { key: 'a', name: 'A [x] "y"', parent: 'g', icon: 'logos:aws' },
    { key: 'b', name: 'Queue' },
  ])
  expect(draft.edges).toMatchObject([{ source: 'a' }, { source: 'b' }, { source: 'a' }])
  expect(diagnostics).toEqual([])
})

test('of a README each block is a choice, and the longest is read first', async () => {
  const text =
    '# Shop\n```mermaid\ngraph LR\na-->b\n```\n## Orders\n```mermaid\ngraph LR\nc-->d\nd-->e\n```\n```mermaid\nsequenceDiagram\nA->>B: hi\n```\n'
  const { draft, choices, chosen, diagnostics } = await read(text)
  expect(choices).toEqual([
    { id: '1', name: 'Shop' },
    { id: '2', name: 'Orders' },
  ])
  expect([chosen, draft.name, draft.edges.length]).toEqual(['2', 'Orders', 2])
  expect(draft.edges[0]?.at).toMatchObject({ line: 9 })
  expect(diagnostics).toMatchObject([{ kind: 'lost', line: 13 }])
  expect((await read(text, '1')).draft.edges).toHaveLength(1)
})

test.each([
  ['sequenceDiagram\nA->>B: hi', 1],
  ['%% nothing\nflowchart LR\n', 2],
  ['Just prose.', 1],
])('%j is refused with a place', async (text, line) => {
  expect(await importer.read({ text }, {})).toMatchObject({ ok: false, diagnostics: [{ kind: 'error', line }] })
})

test.each([
  ['  a[Web --> b\n  b --> c]]', 2, 4, 3],
  ['  a --> b(Web\n  b --> c\n  c(Cart)', 2, 10, 4],
  ['  subgraph s[Shop\n  a -.-> b\n  end\n  c[Cart]', 2, 13, 5],
])('that the bracket in %j is closed late only is told where it opens', async (lines, line, column, closedIn) => {
  const { diagnostics } = await read(`flowchart LR\n${lines}\n  x --> y\n`)
  const message = expect.stringContaining(`The bracket that opens here is closed in line ${closedIn} only`)
  expect(diagnostics).toContainEqual({ kind: 'guessed', message, line, column })
})

test.each([
  'a[Web\n  shop]',
  'a["Web --> b\n c"]',
  'a["`Web --> b\n c`"]',
  'a[Web --> b]',
  'a[Web-shop\n -- all of it]',
  'a[Web\n-----\nrun --out x]',
])('nothing is told of the text in %j', async (node) => {
  expect((await read(`flowchart LR\n${node}\n`)).diagnostics).toEqual([])
})

test.each([
  ['"Shop <b>&\\"x\\" \\\\ y"', 'Shop <b>&"x" \\ y'],
  ["'It''s a shop'", "It's a shop"],
  ['Shop: all of it', 'Shop: all of it'],
  ['2024', '2024'],
])('the title %s of a front matter is read as YAML has it', async (title, name) => {
  expect((await read(`---\ntitle: ${title}\n---\nflowchart LR\n a --> b\n`)).draft.name).toBe(name)
})

test('a click is a link where it leads to an address, and is told where it does not', async () => {
  const { draft, diagnostics } = await read(
    'flowchart LR\na --> b\nclick a "https://shop.example" "Runbook"\nclick b callback "tip"\nclick b href "javascript:alert(1)"\n',
  )
  expect(draft.nodes.map(({ links }) => links)).toEqual([
    [{ title: 'Runbook', url: 'https://shop.example' }],
    undefined,
  ])
  expect(diagnostics).toMatchObject([{ kind: 'lost', count: 2 }])
})
