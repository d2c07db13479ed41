import { expect, test } from 'vitest'
import { describeDraft } from '../testing/describe-draft.ts'
import { importer } from './index.ts'

const read = (text: string, choice?: string) => describeDraft(importer, text, choice)

const model = `
  user = person "User"
  shop = softwareSystem "Shop" {
    web = container "Web" {
      pages = component "Pages"
    }
    api = container "API"
    pages -> api "Asks" "HTTPS"
  }
  mail = softwareSystem "Mail"
  opens = user -> web "Opens"
  api -> mail "Sends by" "SMTP" "Late"
  live = deploymentEnvironment "Live" {
    one = deploymentGroup "One"
    deploymentNode "Phone" {
      onPhone = containerInstance web one
    }
    deploymentNode "Server" "" "Debian" "" 4 {
      onServer = containerInstance api one "Hot"
      proxy = infrastructureNode "Proxy"
    }
    deploymentNode "Spare" {
      onSpare = containerInstance api
    }
    deploymentNode "Relay" {
      softwareSystemInstance mail
    }
    deploymentNode "Unused"
    proxy -> api "Passes on"
  }
  cut = deploymentEnvironment "Cut" {
    deploymentNode "All" {
      w = containerInstance web
      a = containerInstance api
      p = infrastructureNode "Proxy"
    }
    web -/> api {
      web -> p
      p -> api "Passes on"
    }
  }`
const workspace = (views: string, before = '') => `workspace {\n${before}\nmodel {${model}\n}\nviews {\n${views}\n}\n}`

test('a view without a key has the one that Structurizr would give it', async () => {
  const { choices } = await read(workspace('systemLandscape {\ninclude *\n}\nsystemLandscape {\ninclude user mail\n}'))
  expect(choices).toContain('view SystemLandscape-001 View: SystemLandscape-001')
  expect(choices).toContain('view SystemLandscape-002 View: SystemLandscape-002')
})

test('a dynamic view tells its steps in their order, answers and what happens at once too', async () => {
  const steps = `dynamic shop "Steps" {
    user -> web "Wants a page"
    {
      {
        web -> api
      }
      {
        5: api -> web "Answers"
      }
    }
    opens
  }`
  expect(await read(workspace(steps), 'view Steps')).toMatchObject({
    nodes: ['actor User', 'group Shop', 'service Shop > Web', 'service Shop > API'],
    edges: ['User -> Web: 1: Wants a page', 'Web -> API: 2:', 'API -> Web: 5: Answers', 'User -> Web: 4: Opens'],
  })
})

test.each([
  ['exclude "* -> *"', []],
  ['exclude "* -> *"\ninclude "user -> shop"', ['User -> Shop: Opens']],
  ['exclude "* -> *"\ninclude opens', ['User -> Shop: Opens']],
  ['exclude relationship.tag==Late', ['User -> Shop: Opens']],
  ['exclude "* -> element.tag==Software System"', []],
  ['exclude relationship.source==shop', ['User -> Shop: Opens']],
  ['exclude mail', ['User -> Shop: Opens']],
  ['', ['User -> Shop: Opens', 'Shop -> Mail: Sends by [SMTP]']],
])('a context view with %s leaves out what that says', async (rule, edges) => {
  expect((await read(workspace(`systemContext shop "C" {\ninclude *\n${rule}\n}`), 'view C')).edges).toEqual(edges)
})

test('a view shows what follows from relationships within only where they imply it', async () => {
  const views = 'systemLandscape "L" {\ninclude *\n}'
  expect((await read(workspace(views, '!impliedRelationships false'), 'view L')).edges).toEqual([])
})

test('a deployment view of a system shows its containers, other systems as a whole, and the nodes around them', async () => {
  const views = 'deployment shop live "D" {\ninclude *\n}\ndeployment * live "E" {\ninclude mail\n}'
  expect(await read(workspace(views), 'view D')).toMatchObject({
    nodes: [
      'group Phone',
      'service Phone > Web',
      'group Server (Debian)',
      'service Server > API',
      'box Server > Proxy',
      'group Spare',
      'service Spare > API',
      'group Relay',
      'service Relay > Mail',
    ],
    edges: [
      'Proxy -> API: Passes on',
      'Proxy -> API: Passes on',
      'Web -> API: Asks [HTTPS]',
      'API -> Mail: Sends by [SMTP]',
    ],
  })
  expect((await read(workspace(views), 'view E')).nodes).toEqual(['group Relay', 'service Relay > Mail'])
})

test('instances speak with those of their deployment group, by what lies in their elements too', async () => {
  const { edges } = await read(workspace(''), 'deployment Live')
  expect(edges).toContain('Web -> API: Asks [HTTPS]')
  expect(edges.filter((edge) => edge.startsWith('Web'))).toHaveLength(1)
})

test('what a deployment takes back stays in the model', async () => {
  expect((await read(workspace(''))).edges).toContain('Pages -> API: Asks [HTTPS]')
  expect((await read(workspace(''), 'deployment Cut')).edges).toEqual(['Web -> Proxy', 'Proxy -> API: Passes on'])
})

test('properties and the number of instances are labels, secrets are not', async () => {
  const text = workspace('').replace(
    'mail = softwareSystem "Mail"',
    'mail = softwareSystem "Mail" {\nproperties {\nowner "Team A"\n"db.password" "hunter2"\n}\n}',
  )
  const whole = await importer.read({ text }, {})
  const mail = whole.ok ? whole.draft.nodes.find(({ name }) => name === 'Mail') : undefined
  expect(mail?.labels).toEqual({ owner: 'Team A' })
  const live = await importer.read({ text }, { choice: 'deployment Live' })
  const server = live.ok ? live.draft.nodes.find(({ name }) => name === 'Server') : undefined
  expect(server?.labels).toEqual({ instances: '4' })
})

test('an element is found by its canonical name', async () => {
  const text = `workspace {\nmodel {${model}\n!element "Container://Shop.Web" {\n-> mail "Also"\n}\n}\n}`
  expect((await read(text)).edges).toContain('Web -> Mail: Also')
})
