import { expect, test } from 'vitest'
import { describeDraft } from '../testing/describe-draft.ts'
import { importer } from './index.ts'

const read = (...lines: readonly string[]) => describeDraft(importer, ['@startuml', ...lines, '@enduml'].join('\n'))

test('every way of writing an element gives a node with its name and kind', async () => {
  const { nodes } = await read(
    '[Front End] as fe <<web>> #red',
    ':Main User: as u',
    '() "HTTP" as http',
    '(Use it) as UC',
    'database "Orders" as db',
    'queue jobs',
    'node Worker as w1',
    'component api as "The API"',
    'cloud Internet',
    'hexagon hx',
    '<> choice',
    '["Quoted name"] as q',
    'actor/ Business',
  )
  expect(nodes).toEqual([
    'service Front End',
    'actor Main User',
    'box HTTP',
    'box Use it',
    'database Orders',
    'queue jobs',
    'service Worker',
    'service The API',
    'external Internet',
    'hexagon hx',
    'diamond choice',
    'service Quoted name',
    'actor Business',
  ])
})

test('what lies in braces lies in a group, and an empty pair of braces is a box', async () => {
  const { nodes } = await read(
    'package "Shop" as shop {',
    '  node Cluster',
    '  {',
    '    [Cart]',
    '  }',
    '  together {',
    '    card c1',
    '  }',
    '}',
    'package "Nothing" {}',
    'cloud {',
    '  [Far away]',
    '}',
  )
  expect(nodes).toEqual([
    'group Shop',
    'group Shop > Cluster',
    'service Shop > Cluster > Cart',
    'box Shop > c1',
    'box Nothing',
    'group cloud',
    'service cloud > Far away',
  ])
})

test('arrows lead where they point, and plain lines as their author wanted to see them', async () => {
  const { edges } = await read(
    'a --> b : calls',
    'c <-- d',
    'e <--> f',
    'g -left-> h',
    'i -up- j',
    'k ..> l : <<uses>>',
    'm -[#red,dashed]-> n',
    'o *-- p',
    'q -(0- r',
    's "1" --> "many" t',
    'u<|--v',
    'w ==> x #blue;line.bold : "go\\nthere"',
  )
  expect(edges).toEqual([
    'a -> b: calls',
    'd -> c',
    'e -> f',
    'g -> h',
    'j -> i',
    'k -> l: «uses»',
    'm -> n',
    'o -> p',
    'q -> r',
    's -> t',
    'v -> u',
    'w -> x: go there',
  ])
})

test('a link finds what its name speaks of: in the group around it first, a group as well as a node', async () => {
  const { edges, nodes } = await read(
    'node "App" as one {',
    '  [Api]',
    '  [Db]',
    '  [Api] --> [Db]',
    '}',
    'rectangle "Other side" as two {',
    '  [Ui]',
    '}',
    'two --> one',
    '"Other side" --> Api',
  )
  expect(edges).toEqual(['Api -> Db', 'Other side -> App', 'Other side -> Api'])
  expect(nodes.filter((node) => node.endsWith('Other side'))).toEqual(['group Other side', 'service Other side'])
})

test('hidden links, notes and looks are no part of the diagram, and that is said', async () => {
  const { nodes, edges, diagnostics } = await read(
    'skinparam component {',
    '  BackgroundColor red',
    '}',
    '<style>',
    'componentDiagram { FontSize 10 }',
    '</style>',
    'hide stereotype',
    'left to right direction',
    'legend right',
    '  a --> b',
    'endlegend',
    '[x] -[hidden]-> [y]',
    'note left of x : hello',
    'note "floating" as N1',
    'N1 .. y',
    'note right of y',
    '  [z] --> [x]',
    'end note',
  )
  expect(nodes).toEqual(['service x', 'service y'])
  expect(edges).toEqual([])
  expect(diagnostics).toEqual([
    'note 14: Notes are left out. (3)',
    'note 13: Hidden links only arrange the drawing; they are left out. (1)',
  ])
})

test('ports are parts of the component around them, and links end there', async () => {
  const { nodes, edges } = await read(
    'component gw {',
    '  portin 8080 as p1',
    '  port out',
    '}',
    'component db {',
    '  port out',
    '}',
    '[client] --> p1',
    'gw::out --> db::out',
  )
  expect(nodes).toEqual(['group gw', 'box gw > 8080', 'box gw > out', 'group db', 'box db > out', 'service client'])
  expect(edges).toEqual(['client -> 8080', 'out -> out'])
})

test('of several diagrams in a file each is a choice', async () => {
  const text = 'Some prose.\n@startuml First\n[a]\n@enduml\n@startuml\n[b]\n@enduml\n@startmindmap\n* c\n@endmindmap\n'
  expect(await describeDraft(importer, text)).toMatchObject({
    nodes: ['service a'],
    choices: ['1 First', '2 Diagram 2'],
    diagnostics: ['lost 8: A diagram of the kind mindmap is left out.'],
  })
  expect(await describeDraft(importer, text, '2')).toMatchObject({ nodes: ['service b'] })
})

test('a byte order mark and Windows line ends do no harm', async () => {
  expect(await describeDraft(importer, '\uFEFF@startuml\r\n[a] --> [b]\r\n@enduml\r\n')).toMatchObject({
    edges: ['a -> b'],
  })
})

test('a line that is not understood is told with its place, and the others are kept', async () => {
  const { nodes, diagnostics } = await read('[a]', 'what is this', '}', 'node open {', '[b]')
  expect(nodes).toEqual(['service a', 'group open', 'service open > b'])
  expect(diagnostics).toEqual([
    'lost 3: This is not understood: what is this',
    'lost 4: A } that closes nothing.',
    'guessed 5: The brace of “open” is never closed: expected }.',
  ])
})

test('a diagram without elements is refused, and it says what was expected', async () => {
  expect(await read('title Nothing')).toMatchObject({
    ok: false,
    diagnostics: [expect.stringMatching(/^error 1: There is no component.*expected lines such as component/)],
  })
})

test('the format is seen by its mark, in a comment of a program, too', () => {
  expect(importer.detect('@startuml\n[a]\n@enduml')).toBeGreaterThan(0.9)
  expect(importer.detect('/**\n * @startuml\n * @enduml\n */')).toBeGreaterThan(0.9)
  expect(importer.detect('digraph { a -> b }')).toBe(0)
})

test('a link may be given to an element later, and one of nothing is told', async () => {
  const text =
    '@startuml\n[Shop] as shop\nurl of shop is [[https://shop.example Runbook]]\nurl of gone is [[https://x.example]]\n@enduml'
  const result = await importer.read({ text }, {})
  expect(result).toMatchObject({
    draft: { nodes: [{ links: [{ title: 'Runbook', url: 'https://shop.example' }] }] },
    diagnostics: [{ kind: 'lost', line: 4 }],
  })
})

test('a group that is known is opened where it is, and keeps what it was called', async () => {
  const { nodes, edges } = await read(
    'node "Front" as f {',
    '  [Ui]',
    '}',
    'package back {',
    '  component api',
    '}',
    'component api {',
    '  [Orders]',
    '}',
    'node "Again" as f {',
    '  [Help]',
    '}',
    'f --> api',
  )
  expect(nodes).toEqual([
    'group Front',
    'service Front > Ui',
    'group back',
    'group back > api',
    'service back > api > Orders',
    'service Front > Help',
  ])
  expect(edges).toEqual(['Front -> api'])
})

test('what the file hides or removes stays out with its links, and that is said', async () => {
  const { nodes, edges, diagnostics } = await read(
    'component a $old',
    'component b <<test>>',
    'component c',
    'component d',
    'component e $old',
    'package p $old {',
    '  [f]',
    '}',
    'a --> c',
    'c --> e',
    'hide stereotype',
    'remove $old',
    'restore e',
    'hide <<test>>',
    'hide @unlinked',
  )
  expect(nodes).toEqual(['service c', 'service e'])
  expect(edges).toEqual(['c -> e'])
  expect(diagnostics).toEqual(['note 2: What the file itself hides or removes is left out. (5)'])
})

test.each([
  ['an activity diagram', ['start', ':Pay;', 'if (paid?) then (yes)', ':Send;', 'endif', 'stop']],
  ['an activity diagram', ['(*) --> "Pay"', '"Pay" --> (*)']],
  ['a timing diagram', ['robust "Web" as W', '@0', 'W is Idle']],
  ['a drawing of the language salt', ['salt', '{', '[OK]', '}']],
])('%s is refused, and it says what it is', async (name, lines) => {
  expect(await read(...lines)).toMatchObject({
    ok: false,
    diagnostics: [
      expect.stringMatching(new RegExp(`^error \\d+: This is ${name}, which shows .*: expected a component`)),
    ],
  })
})

test.each([
  ['a sequence diagram', ['actor User', 'database DB', 'User -> DB : asks', 'DB --> User : answers']],
  ['a sequence diagram', ['participant A', 'A -> B : x', 'alt good', 'B -> A : y', 'end']],
  ['a state diagram', ['[*] --> Idle', 'Idle --> Busy : work', 'Busy : sweats', 'state Idle']],
])('%s says what became of it', async (name, lines) => {
  const { diagnostics } = await read(...lines)
  expect(diagnostics[0]).toMatch(new RegExp(`^guessed \\d+: This is ${name}, which shows .*: its .* became nodes`))
})

test('a component diagram with the arrows of a sequence diagram is one still', async () => {
  const { diagnostics } = await read('actor User', '[Shop]', 'database DB', 'User -> Shop', 'Shop -> DB : asks')
  expect(diagnostics).toEqual([])
})
