import { expect, test } from 'vitest'
import type { ReadResult } from '../draft.ts'
import { importer } from './index.ts'

async function read(text: string): Promise<Extract<ReadResult, { ok: true }>> {
  const result = await importer.read({ text }, {})
  if (!result.ok) throw new Error(result.diagnostics.map(({ message }) => message).join('\n'))
  return result
}

test('several relations from one element to another are one line, as they are drawn, and no label is lost', async () => {
  const { draft, diagnostics } = await read(`C4Container
    Container(web, "Web")
    Container(api, "API")
    Rel(web, api, "Reads", "HTTPS")
    Rel(api, web, "Notifies")
    Rel(web, api, "Writes", "HTTPS")`)
  expect(draft.edges).toMatchObject([
    { source: 'web', target: 'api', label: 'Reads, Writes', technology: 'HTTPS' },
    { source: 'api', target: 'web', label: 'Notifies' },
  ])
  expect(diagnostics).toMatchObject([{ kind: 'note', count: 1 }])
})

test('the steps of a dynamic diagram are numbered, as they are drawn', async () => {
  const { draft } = await read(`C4Dynamic
    Container(web, "Web")
    Component(auth, "Sign in")
    RelIndex(1, web, auth, "Asks")
    Rel_Back(web, auth, "Answers")`)
  expect(draft.edges).toMatchObject([
    { source: 'web', target: 'auth', label: '1: Asks' },
    { source: 'auth', target: 'web', label: '2: Answers' },
  ])
})

test('a boundary with the id of an element is a group beside it', async () => {
  const { draft } = await read(`C4Context
    Person(u, "User")
    System_Boundary(shop, "Shop, all of it") {
      System(shop, "Shop")
    }
    Rel(u, shop, "Buys")`)
  expect(draft.nodes).toMatchObject([
    { key: 'u' },
    { key: 'shop boundary', name: 'Shop, all of it', kind: 'group' },
    { key: 'shop', name: 'Shop', parent: 'shop boundary' },
  ])
  expect(draft.edges).toMatchObject([{ source: 'u', target: 'shop' }])
})

test('a missing comma, single quotes, comments and addresses by place are understood', async () => {
  const { draft, diagnostics } = await read(`C4Context
    accDescr {
      What we sell.
    }
    System(db, "Orders" "Keeps (all) orders") %% the first
    System(mail, 'Mail', "Sends", "", "", "https://mail.example")
    Component_Boundary(inner, "Inner", $link="https://inner.example") {
      Component(cart, "Cart", "Go", "Holds", "", "", "https://cart.example")
    }
    Rel(cart, db, "asks", "SQL", "twice a day")`)
  expect(draft).toMatchObject({
    description: 'What we sell.',
    nodes: [
      { key: 'db', name: 'Orders', description: 'Keeps (all) orders' },
      { key: 'mail', name: 'Mail', links: [{ url: 'https://mail.example' }] },
      { key: 'inner', kind: 'group', links: [{ url: 'https://inner.example' }] },
      { key: 'cart', parent: 'inner', links: [{ url: 'https://cart.example' }] },
    ],
    edges: [{ label: 'asks', technology: 'SQL', description: 'twice a day' }],
  })
  expect(diagnostics).toEqual([])
})

test('whatever has braces is a boundary, and what is in it stays in it', async () => {
  const { draft, diagnostics } = await read(
    'C4Context\nSystem(a, "A") {\nPerson(u, "U", $tags="v1")\n}\nSystem(b, "RabbitMQ")',
  )
  expect(draft.nodes).toMatchObject([
    { key: 'a', kind: 'group' },
    { key: 'u', parent: 'a' },
    { key: 'b', kind: 'queue', parent: undefined },
  ])
  expect(diagnostics).toMatchObject([{ kind: 'guessed', line: 2 }, { kind: 'note' }])
})

test('a quotation that nothing closes loses its line, and no more', async () => {
  const { draft, diagnostics } = await read('C4Context\nSystem(a, "A)\nSystem(b, B)\n')
  expect(draft.nodes).toMatchObject([{ key: 'b' }])
  expect(diagnostics).toMatchObject([{ kind: 'lost', line: 2 }])
})
