import { expect, test } from 'vitest'
import { readC4 } from './read-c4.ts'

const noData = new Map<string, string>()

test.each([
  [
    'Orders\n[Container: Go]\nTakes orders',
    { name: 'Orders', kind: 'Container', technology: 'Go', description: 'Takes orders' },
  ],
  ['Orders\n[Container]', { name: 'Orders', kind: 'Container', technology: '', description: '' }],
  ['Order\nservice\n[Software System]\nSells\nthings', { name: 'Order service', description: 'Sells\nthings' }],
  ['Orders [Component: C# 12]', { name: 'Orders', kind: 'Component', technology: 'C# 12' }],
  ['Заказы\n[Контейнер: Go]', { name: 'Заказы', kind: 'Контейнер', technology: 'Go' }],
])('a text that reads %j is a name, its kind and technology, and a description', (text, expected) => {
  expect(readC4(text, noData)).toMatchObject(expected)
})

test.each([
  'Orders',
  'Orders\nTakes [some] orders',
  'Databases: Database[]',
  'Retries [3]',
  'Limits\n[0: none]',
  'Hosts\n[10.0.0.1]',
  '[Container: Go]',
])('a text that reads %j has not the form of C4', (text) => {
  expect(readC4(text, noData)).toBeUndefined()
})

test('an older shape without data for its name has the name that is shown', () => {
  const data = new Map([
    ['c4Type', 'Database'],
    ['c4Technology', 'MySQL'],
    ['c4Description', 'Who may see what'],
  ])
  expect(readC4('Database\n[Container: MySQL]\nWho may see what', data)).toEqual({
    name: 'Database',
    kind: 'Database',
    technology: 'MySQL',
    description: 'Who may see what',
  })
})

test('where the text was changed by hand and the data were not, the text counts', () => {
  const data = new Map([
    ['c4Name', 'name'],
    ['c4Type', 'Person'],
  ])
  expect(readC4('Customer\nbuys', data)).toMatchObject({ name: 'Customer', kind: 'Person' })
  expect(readC4('name\nDescription', data)).toMatchObject({ name: 'name' })
  expect(readC4('', data)).toMatchObject({ name: 'name' })
})

test('a deployment node has what it runs in brackets', () => {
  const data = new Map([
    ['c4Name', 'shop-1'],
    ['c4OperationSystem', 'Debian 13'],
  ])
  expect(readC4('shop-1\n[Debian 13]', data)).toMatchObject({ name: 'shop-1', technology: 'Debian 13' })
})
