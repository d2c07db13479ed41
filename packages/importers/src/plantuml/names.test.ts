import { expect, test } from 'vitest'
import { describeDraft } from '../testing/describe-draft.ts'
import { importer } from './index.ts'

const read = (...lines: readonly string[]) => describeDraft(importer, ['@startuml', ...lines, '@enduml'].join('\n'))

test('labels become plain text, over several lines and with markup', async () => {
  const { nodes } = await read(
    'rectangle "<b>Bold</b> **and** <color:red>red</color>\\n<size:10>small" as a',
    'node n [',
    '  First line',
    '  ----',
    '  second //line//',
    ']',
    'component "<$sprite> Icon" as c',
    'component "==Orders\\n<size:10>[Container: Go 1.24]</size>\\n\\nTakes orders" as o',
    'usecase U as "goes',
    'on here"',
  )
  expect(nodes).toEqual([
    'box Bold and red small',
    'service First line second line',
    'service Icon',
    'service Orders (Go 1.24): Takes orders',
    'box goes on here',
  ])
})

test('a stereotype that names a technology is one, others are labels', async () => {
  const text = '@startuml\ndatabase db <<PostgreSQL>> <<critical>>\n@enduml'
  expect(await importer.read({ text }, {})).toMatchObject({
    draft: { nodes: [{ technology: 'PostgreSQL', labels: { stereotype: 'critical' } }] },
  })
})

test('names keep what only looks like markup, and lose what is markup', async () => {
  const { nodes } = await read(
    'rectangle "C:\\\\new\\\\path" as a',
    'rectangle "|= Name |<#red> Size |\\n| web | 3 |" as b',
    'component "The "old" shop" as c',
    '[Billing] as "All about money"',
    'card "<$star>"',
    'archimate #Technology "Server" <<technology-node>> as s',
    "component K /' of old '/",
    'legend All is well',
    "/' [gone]",
    "[gone, too] '/",
    'title: The shop',
  )
  expect(nodes).toEqual([
    'box C:\\new\\path',
    'box Name Size web 3',
    'service The "old" shop',
    'service All about money',
    'box star',
    'box Server',
    'service K',
  ])
})

test('a stereotype in a label is one', async () => {
  const text = '@startuml\ncomponent "Checkout\\n<<REST>>" as c\ncomponent "<<Only>>" as o\n@enduml'
  expect(await importer.read({ text }, {})).toMatchObject({
    draft: { nodes: [{ name: 'Checkout', labels: { stereotype: 'REST' } }, { name: '<<Only>>' }] },
  })
})
