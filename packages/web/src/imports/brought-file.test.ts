import { expect, test } from 'vitest'
import { bringFiles, bringText, placeInParts, readText } from './brought-file.ts'

test('several files are read as one, and what is told about them names the file and its own line', async () => {
  const brought = await bringFiles([new File(['kind: B\n'], 'b.yaml'), new File(['kind: A\nx: 1'], 'a.yaml')])
  if (brought === undefined) throw new Error('nothing was brought')
  expect(await readText(brought)).toEqual({ kind: 'text', text: 'kind: A\nx: 1\n---\nkind: B\n' })
  const note = { kind: 'note', message: 'Something.' } as const
  const told = placeInParts(brought, [{ ...note, line: 2 }, { ...note, line: 4 }, note])
  expect(told).toEqual([{ ...note, file: 'a.yaml', line: 2 }, { ...note, file: 'b.yaml', line: 1 }, note])
})

test('several files of one folder are called by it', async () => {
  const brought = await bringFiles([new File(['a'], 'k8s/a.yaml'), new File(['b'], 'k8s/cart/a.yaml')])
  expect(brought).toMatchObject({ name: 'k8s', parts: [{ name: 'k8s/a.yaml' }, { name: 'k8s/cart/a.yaml' }] })
  const apart = await bringFiles([new File(['a'], 'k8s/a.yaml'), new File(['b'], 'b.yaml')])
  expect(apart).toMatchObject({ name: '2 files' })
})

test('one file stays what it is', async () => {
  const brought = await bringFiles([new File(['graph {}'], 'a.dot')])
  expect(brought).toMatchObject({ name: 'a.dot' })
  const note = { kind: 'note', message: 'Something.', line: 7 } as const
  expect(placeInParts(bringText('x'), [note])).toEqual([note])
})

test('what is no text cannot be shown as one', async () => {
  const brought = await bringFiles([new File([new Uint8Array([0x89, 0xff, 0xfe])], 'a.png')])
  expect(brought && (await readText(brought))).toEqual({ kind: 'unreadable' })
})
