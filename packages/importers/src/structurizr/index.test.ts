import { expect, test } from 'vitest'
import { describeDraft } from '../testing/describe-draft.ts'
import { importer } from './index.ts'

const read = (text: string, choice?: string) => describeDraft(importer, text, choice)

const shop = `
!const ORG "Acme"
workspace "Shop" "Sells things" {
  !identifiers hierarchical
  /* a comment
     over lines */
  model {
    properties {
      "structurizr.groupSeparator" "/"
    }
    user = person "User" "Buys" "External"
    group "\${ORG}/Sales" {
      shop = softwareSystem "Shop" {
        web = container "Web" "Pages" "React"
        db = container "Store" "" "PostgreSQL" "Database" {
          url https://example.com/db
        }
        api = container "API" {
          technology "Go"
          orders = component "Orders"
          -> db "Reads" "SQL"
          orders -> db "Writes"
        }
        web -> api "Calls"
      }
    }
    mail = softwareSystem "Mail" # no comment here
    user -> shop.web "Opens" "HTTPS" "Tag" {
      tags "Important"
    }
    shop.api -> mail \\
      "Sends by"
    shop -> mail "Uses" "SMTP"
    live = deploymentEnvironment "Live" {
      server = deploymentNode "Server" "Big" "Debian" {
        webs = containerInstance shop.web
        infrastructureNode "Proxy" {
          -> webs "Forwards"
        }
        deploymentNode "VM" {
          containerInstance shop.api
        }
      }
    }
  }
  views {
    systemContext shop "Context" {
      include *
      autolayout lr
    }
    container shop "Containers" {
      include *
      exclude user
      title "What the shop is made of"
    }
    styles {
      element "Database" {
        shape cylinder
      }
    }
  }
}`

test('the model comes as a whole: systems hold containers, containers hold components, groups hold systems', async () => {
  const { name, nodes, diagnostics } = await read(shop)
  expect(name).toBe('Shop')
  expect(nodes).toEqual([
    'group Acme',
    'group Acme > Sales',
    'actor User: Buys',
    'group Acme > Sales > Shop',
    'service Acme > Sales > Shop > Web (React): Pages',
    'database Acme > Sales > Shop > Store (PostgreSQL)',
    'group Acme > Sales > Shop > API (Go)',
    'service Acme > Sales > Shop > API > Orders',
    'service Mail',
  ])
  expect(diagnostics).toEqual([])
})

test('relationships are those that somebody wrote, wherever that was, and no others', async () => {
  expect((await read(shop)).edges).toEqual([
    'API -> Store: Reads [SQL]',
    'Orders -> Store: Writes',
    'Web -> API: Calls',
    'User -> Web: Opens [HTTPS]',
    'API -> Mail: Sends by',
    'Shop -> Mail: Uses [SMTP]',
  ])
})

test('each deployment and each view is a choice', async () => {
  expect((await read(shop)).choices).toEqual([
    'model The whole model',
    'deployment Live Deployment: Live',
    'view Context View: Context',
    'view Containers View: What the shop is made of',
  ])
})

test('a deployment shows what runs where, and what speaks with each other there', async () => {
  expect(await read(shop, 'deployment Live')).toMatchObject({
    nodes: [
      'group Server (Debian): Big',
      'service Server > Web (React): Pages',
      'box Server > Proxy',
      'group Server > VM',
      'service Server > VM > API (Go)',
    ],
    edges: ['Proxy -> Web: Forwards', 'Web -> API: Calls'],
  })
})

test('a context view shows a system and what it speaks with, each connection once', async () => {
  expect(await read(shop, 'view Context')).toMatchObject({
    nodes: ['group Acme', 'group Acme > Sales', 'actor User: Buys', 'service Acme > Sales > Shop', 'service Mail'],
    edges: ['User -> Shop: Opens [HTTPS]', 'Shop -> Mail: Sends by', 'Shop -> Mail: Uses [SMTP]'],
  })
})

test('a container view shows the containers within their system, without what it leaves out', async () => {
  expect(await read(shop, 'view Containers')).toMatchObject({
    name: 'What the shop is made of',
    nodes: [
      'group Acme',
      'group Acme > Sales',
      'group Acme > Sales > Shop',
      'service Acme > Sales > Shop > Web (React): Pages',
      'database Acme > Sales > Shop > Store (PostgreSQL)',
      'service Acme > Sales > Shop > API (Go)',
      'service Mail',
    ],
  })
})

test('archetypes bring what they are made of', async () => {
  const { nodes, edges } = await read(`workspace {
    model {
      archetypes {
        application = container {
          technology "Java"
          tag "App"
        }
        springBoot = application {
          description "Runs Spring"
        }
        https = -> {
          technology "HTTPS"
        }
        team = group
      }
      s = softwareSystem "S" {
        a = springBoot "A"
        b = application "B" "Mine"
        a --https-> b "Calls"
        team "Blue" {
          application "C"
        }
      }
    }
  }`)
  expect(nodes.toSorted()).toEqual([
    'group S',
    'group S > Blue',
    'service S > A (Java): Runs Spring',
    'service S > B (Java): Mine',
    'service S > Blue > C (Java)',
  ])
  expect(edges).toEqual(['A -> B: Calls [HTTPS]'])
})

test('elements can be spoken of again, alone or many at once, and relationships can be taken back', async () => {
  const { edges, nodes } = await read(`workspace {
    model {
      a = softwareSystem "A" {
        tags "Old"
      }
      b = softwareSystem "B" {
        tags "Old"
      }
      hub = softwareSystem "Hub"
      a -> hub "Once"
      a -/> hub
      !elements "element.tag==Old" {
        -> hub "Moves to"
      }
      !extend hub {
        inner = container "Inner"
        this -> a "Back"
      }
    }
  }`)
  expect(nodes).toContain('service Hub > Inner')
  expect(edges).toEqual(['A -> Hub: Moves to', 'B -> Hub: Moves to', 'Hub -> A: Back'])
})

test('other files are never opened, and what is missing for it is said', async () => {
  expect(
    await read('workspace {\n model {\n  !include people.dsl\n  s = softwareSystem "S"\n  user -> s\n }\n}'),
  ).toMatchObject({
    nodes: ['service S'],
    edges: [],
    diagnostics: [
      'lost 3: Another file is never opened: !include people.dsl. What it holds is missing here.',
      'lost 5: A relationship was left out: there is no element user in this file.',
    ],
  })
})

test('old words are understood: enterprise and !constant', async () => {
  const text = '!constant N "Shop"\nworkspace {\nmodel {\nenterprise "Acme" {\ns = softwareSystem "${N}"\n}\n}\n}'
  expect((await read(text)).nodes).toEqual(['group Acme', 'service Acme > Shop'])
})

test('a file without elements is refused with a place', async () => {
  expect(await read('workspace {\n}')).toMatchObject({
    ok: false,
    diagnostics: [expect.stringMatching(/^error 1: .*expected/)],
  })
})

test('the language and the JSON are told from other formats', () => {
  expect(importer.detect(shop)).toBeGreaterThan(0.9)
  expect(importer.detect('{"name":"x","model":{"people":[]}}')).toBeGreaterThan(0.8)
  expect(importer.detect('model {\n a = system "A"\n}')).toBe(0)
})

test('a group whose name is nothing but separators is read in a moment', async () => {
  const text = `workspace {
  model {
    properties {
      "structurizr.groupSeparator" "/"
    }
    group "Shop${'/'.repeat(20_000)}Payments" {
      person "User"
    }
  }
}
`
  const result = await importer.read({ text }, {})
  expect(result.ok && result.draft.nodes.map(({ name }) => name)).toEqual(['Shop', 'Payments', 'User'])
})
