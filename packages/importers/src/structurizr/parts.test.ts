import { expect, test } from 'vitest'
import { joinFiles } from '../join-files.ts'
import { importer } from './index.ts'

async function readFiles(files: Readonly<Record<string, string>>) {
  const read = await importer.read(joinFiles(Object.entries(files).map(([name, text]) => ({ name, text }))), {})
  return {
    nodes: read.ok ? read.draft.nodes.map(({ name }) => name) : [],
    name: read.ok ? read.draft.name : undefined,
    diagnostics: read.diagnostics.map(({ line, message }) => `${line ?? 0} ${message}`),
  }
}

test('what a workspace includes is found by its path among the files that were brought', async () => {
  expect(
    await readFiles({
      'a/people.dsl': 'user = person "User"\n!include ./more/\n',
      'a/more/one.dsl': 'one = softwareSystem "One"\n',
      'a/more/two.dsl': 'two = softwareSystem "Two"\none -> nobody\n',
      'w/workspace.dsl': 'workspace "W" {\nmodel {\n!include ../a/people.dsl\n!include gone.dsl\n}\n}\n',
    }),
  ).toEqual({
    nodes: ['User', 'One', 'Two'],
    name: 'W',
    diagnostics: [
      '9 A relationship was left out: there is no element nobody in this file.',
      '15 Another file is never opened: !include gone.dsl. What it holds is missing here.',
    ],
  })
})

test('a workspace extends another one', async () => {
  const files = {
    'base.dsl': '!const N "Shop"\nworkspace "Base" {\nmodel {\nshop = softwareSystem "${N}"\n}\n}\n',
    'own.dsl': 'workspace extends base.dsl {\nmodel {\nuser = person "User"\nuser -> shop\n}\n}\n',
  }
  expect(await readFiles(files)).toEqual({ nodes: ['Shop', 'User'], name: 'Base', diagnostics: [] })
})

test('files that include each other end', async () => {
  const files = {
    'w.dsl': 'workspace {\nmodel {\na = person "A"\n!include x.dsl\n!include x.dsl\n}\n}\n',
    'x.dsl': '!include y.dsl\n!include y.dsl\n',
    'y.dsl': 'b = person "B"\n!include x.dsl\n!include x.dsl\n',
  }
  expect((await readFiles(files)).nodes).toContain('B')
})
