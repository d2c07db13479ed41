import { expect, test } from 'vitest'
import { describeDraft } from '../testing/describe-draft.ts'
import { importer } from './index.ts'

const workspace = {
  name: 'Shop',
  model: {
    properties: { 'structurizr.groupSeparator': '/' },
    people: [
      {
        id: '1',
        name: 'User',
        relationships: [
          { id: '10', destinationId: '3', description: 'Opens' },
          { id: '11', destinationId: '2', linkedRelationshipId: '10' },
        ],
      },
    ],
    softwareSystems: [
      {
        id: '2',
        name: 'Shop',
        group: 'Acme/Sales',
        containers: [
          {
            id: '3',
            name: 'Web',
            technology: 'React',
            tags: 'Element,Container,Front',
            relationships: [
              { id: '12', destinationId: '4', technology: 'SQL' },
              { id: '13', destinationId: 'nowhere' },
            ],
          },
          { id: '4', name: 'Store', tags: 'Element,Container,Data' },
        ],
      },
    ],
    deploymentNodes: [
      {
        id: '5',
        name: 'Server',
        environment: 'Live',
        containerInstances: [
          { id: '6', containerId: '3', relationships: [{ id: '14', destinationId: '7', linkedRelationshipId: '12' }] },
          { id: '7', containerId: '4' },
        ],
      },
    ],
  },
  views: {
    containerViews: [
      {
        key: 'c',
        title: 'Inside',
        elements: [
          { id: '3', x: 100, y: 200 },
          { id: '4', x: 100, y: 500 },
        ],
        relationships: [{ id: '12' }],
      },
    ],
    configuration: { styles: { elements: [{ tag: 'Data', shape: 'Cylinder' }] } },
  },
}

test('a workspace as JSON gives its model, without the relationships that follow from others', async () => {
  expect(await describeDraft(importer, JSON.stringify(workspace))).toMatchObject({
    nodes: [
      'group Acme',
      'group Acme > Sales',
      'actor User',
      'group Acme > Sales > Shop',
      'service Acme > Sales > Shop > Web (React)',
      'database Acme > Sales > Shop > Store',
    ],
    edges: ['User -> Web: Opens', 'Web -> Store [SQL]'],
    choices: ['model The whole model', 'deployment Live Deployment: Live', 'view c View: Inside'],
    diagnostics: ['lost: A relationship was left out because its end is not in the file.'],
  })
})

test('instances in a deployment are called as what they are instances of', async () => {
  expect(await describeDraft(importer, JSON.stringify(workspace), 'deployment Live')).toMatchObject({
    nodes: ['group Server', 'service Server > Web (React)', 'database Server > Store'],
    edges: ['Web -> Store'],
  })
})

test('a view that was laid out keeps its positions', async () => {
  const read = await importer.read({ text: JSON.stringify(workspace) }, { choice: 'view c' })
  const places = read.ok
    ? read.draft.nodes.flatMap(({ name, position }) => (position === undefined ? [] : { name, ...position }))
    : []
  expect(places).toEqual([
    { name: 'Web', x: 100, y: 200 },
    { name: 'Store', x: 100, y: 500 },
  ])
})

test('JSON that is cut off is refused with line and column', async () => {
  const read = await importer.read({ text: '{\n  "model": {\n    "people": [ }\n' }, {})
  expect(read).toMatchObject({ ok: false, diagnostics: [{ kind: 'error', line: 3, column: 17 }] })
})

test('deployment nodes that lie in each other without end are no more than can be read', async () => {
  const deep = `{"model":{"softwareSystems":[],"deploymentNodes":${'[{"id":"1","name":"n","children":'.repeat(2_000)}[]${'}]'.repeat(2_000)}}}`
  const { ok, diagnostics } = await describeDraft(importer, deep)
  expect(ok).toBe(true)
  expect(diagnostics).toEqual(['lost: Elements lie more than 64 deep in one another.'])
})
