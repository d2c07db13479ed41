import { expect, test } from 'vitest'
import { describeDraft } from '../testing/describe-draft.ts'
import { importer } from './index.ts'

const library = '!include https://raw.githubusercontent.com/plantuml-stdlib/C4-PlantUML/master/C4_Deployment.puml'
const read = (...lines: readonly string[]) =>
  describeDraft(importer, ['@startuml', library, ...lines, '@enduml'].join('\n'))

test('people, systems, containers and components come with technology and description', async () => {
  const { nodes, diagnostics } = await read(
    'Person(user, "User", "Buys things")',
    'System_Ext(mail, "Mail", $descr="Sends letters")',
    'Container(api, "API", "Go", "Answers")',
    'ContainerDb(db, "Orders", "PostgreSQL 17")',
    'SystemQueue(jobs, Jobs)',
    'Component(c, "Checkout\\nservice", $techn="Rust", $tags="a+b")',
  )
  expect(nodes).toEqual([
    'actor User: Buys things',
    'external Mail: Sends letters',
    'service API (Go): Answers',
    'database Orders (PostgreSQL 17)',
    'queue Jobs',
    'service Checkout service (Rust)',
  ])
  expect(diagnostics).toEqual([])
})

test('boundaries and deployment nodes are groups', async () => {
  const { nodes } = await read(
    'Enterprise_Boundary(e, "Company") {',
    '  System_Boundary(s, "Shop")',
    '  {',
    '    Container(a, "A")',
    '  }',
    '}',
    'Deployment_Node(n, "Server", "Debian", "In the cellar"){',
    '  Node_R(m, "JVM") { ',
    '    Container(b, "B")',
    '  }',
    '}',
  )
  expect(nodes).toEqual([
    'group Company',
    'group Company > Shop',
    'service Company > Shop > A',
    'group Server (Debian): In the cellar',
    'group Server > JVM',
    'service Server > JVM > B',
  ])
})

test('relationships keep label, technology and direction; those for the layout are none', async () => {
  const { edges } = await read(
    'Container(a, "A")',
    'Container(b, "B")',
    'Rel(a, b, "Calls", "HTTPS")',
    'Rel_Back(a, b, "Answers")',
    'Rel_D(a, b, "Down")',
    'Rel_Back_Neighbor(a, b, "Beside")',
    'BiRel_R(a, b, "Both")',
    'RelIndex(Index(), a, b, "First")',
    'Lay_R(a, b)',
    'SHOW_LEGEND()',
  )
  expect(edges).toEqual([
    'A -> B: Calls [HTTPS]',
    'B -> A: Answers',
    'A -> B: Down',
    'B -> A: Beside',
    'A -> B: Both',
    'A -> B: First',
  ])
})

test('properties become labels, but nothing that looks like a secret', async () => {
  const text = [
    '@startuml',
    library,
    'AddProperty("Region", "eu-west-1")',
    'AddProperty("Admin password", "hunter2")',
    'Container(a, "A")',
    '@enduml',
  ]
  const read = await importer.read({ text: text.join('\n') }, {})
  expect(read.ok && read.draft.nodes[0]?.labels).toEqual({ Region: 'eu-west-1' })
})

test('what a library that is not there defines is guessed from how it is called, and said', async () => {
  const { nodes, edges, diagnostics } = await read(
    '!include https://user:hunter2@example.com/icons/Lambda.puml?token=x',
    'AWSCloudGroup(cloud) {',
    '  Lambda(fn, "Resize", "Node 24", "Makes pictures small")',
    '}',
    'AzureSqlDatabase(db, "Pictures", "Standard")',
    'fn --> db',
    'SomeRel(fn, db, "again")',
  )
  expect(nodes).toEqual([
    'group cloud',
    'service cloud > Resize (Node 24): Makes pictures small',
    'database Pictures (Standard)',
  ])
  expect(edges).toEqual(['Resize -> Pictures', 'Resize -> Pictures: again'])
  expect(diagnostics).toEqual([
    'lost 3: Another file is never opened: https://example.com/icons/Lambda.puml. What it defines is missing here.',
    'guessed 4: The macro AWSCloudGroup is not defined in this file; it was read as a group.',
    'guessed 5: The macro Lambda is not defined in this file; it was read as a node.',
    'guessed 7: The macro AzureSqlDatabase is not defined in this file; it was read as a node.',
    'guessed 9: The macro SomeRel is not defined in this file; it was read as an edge.',
  ])
})

test('quotation marks count around an argument alone', async () => {
  const { nodes, edges } = await read(
    'Person(user, The user\'s "own" name, "Says (so), often")',
    'Container(api, "API", Go 1.24", "Answers")',
    'Rel(user, api, "Uses, daily", $techn="HTTPS, gRPC")',
  )
  expect(nodes).toEqual(['actor The user\'s "own" name: Says (so), often', 'service API (Go 1.24"): Answers'])
  expect(edges).toEqual(['The user\'s "own" name -> API: Uses, daily [HTTPS, gRPC]'])
})

test('what a relation says beyond its label is its description', async () => {
  const text = `@startuml\n${library}\nSystem(a, "A")\nSystem(b, "B")\nRel(a, b, "Buys", "HTTPS", "Only paid ones")\n@enduml`
  const result = await importer.read({ text }, {})
  expect(result).toMatchObject({
    draft: { edges: [{ label: 'Buys', technology: 'HTTPS', description: 'Only paid ones' }] },
  })
})

test('a relation with an arrow of its own leads where that points', async () => {
  const { edges } = await read(
    'System(a, "A")',
    'System(b, "B")',
    'Rel_(a, b, "Sends", "-down->>")',
    'Rel_(a, b, "Gets", "HTTP", "<<-left-")',
    'Rel_("1a", a, b, "First", "-->>")',
  )
  expect(edges).toEqual(['A -> B: Sends', 'B -> A: Gets [HTTP]', 'A -> B: First'])
})

test('a group is opened where it has been declared, and a colour behind a call does no harm', async () => {
  const { nodes } = await read(
    'System_Boundary(s, "Shop") {',
    '  Container(api, "API", "Go") #Transparent',
    '}',
    'Container(api, "API", "Go") {',
    '  Component(c, "Cart")',
    '}',
  )
  expect(nodes).toEqual(['group Shop', 'group Shop > API (Go)', 'service Shop > API > Cart'])
})

test('sprites and the macros of icon libraries give icons, and the libraries are told once', async () => {
  const text = [
    '@startuml',
    '!define ICONS https://example.org/plantuml-icon-font-sprites/devicons2',
    '!include ICONS/mongodb.puml',
    '!include ICONS/redis.puml',
    library,
    'ContainerDb(db, "Orders", "Documents", "", "mongodb")',
    'DynamoDB(sessions, "Sessions", "")',
    'card "<$redis> Cache" as cache',
    '@enduml',
  ]
  const result = await importer.read({ text: text.join('\n') }, {})
  expect(result).toMatchObject({
    draft: {
      nodes: [{ icon: 'devicon:mongodb' }, { icon: 'logos:aws-dynamodb' }, { name: 'Cache', icon: 'logos:redis' }],
    },
    diagnostics: [
      {
        kind: 'lost',
        line: 3,
        count: 2,
        message: 'Libraries of icons are never opened: what they draw is guessed from names.',
      },
      { kind: 'guessed', line: 7 },
    ],
  })
})

test('the macros of icon fonts take a shape where C4 takes a technology', async () => {
  const { nodes } = await read(
    '!include <tupadr3/common>',
    'DEV_LINUX(host, "Host", node) {',
    '  DEV_NGINX(web, "Web", node, White) #White',
    '  FA5_DATABASE(db, "Orders", database)',
    '}',
    'FA_CLOUD(net, "Internet", cloud)',
  )
  expect(nodes).toEqual(['group Host', 'gateway Host > Web', 'database Host > Orders', 'external Internet'])
})
