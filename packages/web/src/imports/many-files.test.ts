import { expect, test } from 'vitest'
import { bringFiles, bringText } from './brought-file.ts'
import { chooseOfFolder, refuseFormat } from './many-files.ts'

const called = (...names: readonly string[]) => names.map((name) => ({ name }))

test.each([
  ['bakery.puml', 'bakery.mmd'],
  ['a.dot', 'b.mmd'],
  ['a.png', 'b.PNG'],
  ['shop.yaml', 'shop.drawio'],
])('%s and %s are no diagram together, and are not opened', async (...names) => {
  const files = names.map((name) => new File([], name))
  await expect(bringFiles(files)).rejects.toThrow(
    'Many files together are one diagram only as Kubernetes, Backstage, Structurizr or LikeC4.',
  )
})

test('two files of a format that is in one file are refused once they are seen to be so', async () => {
  const brought = await bringFiles([new File(['services: {}'], 'a.yml'), new File(['services: {}'], 'b.yml')])
  if (brought === undefined) throw new Error('nothing was brought')
  expect(refuseFormat(brought, 'compose')).toMatchObject({ kind: 'error', message: /only as Kubernetes/ })
  expect(refuseFormat(brought, 'kubernetes')).toBeUndefined()
  expect(refuseFormat(bringText('services: {}'), 'compose')).toBeUndefined()
})

test('a folder is read for a project before the manifests that lie beside it', () => {
  expect(chooseOfFolder(called('likec4.config.json', 'shop.c4', 'shop.png'))).toEqual(called('shop.c4'))
  expect(chooseOfFolder(called('a.yaml', 'shop.drawio', 'b.yml'))).toEqual(called('a.yaml', 'b.yml'))
})

test('of a folder without manifests its only diagram is brought', () => {
  expect(chooseOfFolder(called('shop.dot', 'shop.png'))).toEqual(called('shop.dot'))
  expect(chooseOfFolder(called('shop.excalidraw.json'))).toEqual(called('shop.excalidraw.json'))
})

test('a folder without a diagram, and one with several, say why nothing is read', () => {
  expect(() => chooseOfFolder([])).toThrow('The folder has no .dsl, .c4, .yml, .yaml or .json file')
  expect(() => chooseOfFolder(called('a.dot', 'b.mmd'))).toThrow('Bring one file at a time.')
})
