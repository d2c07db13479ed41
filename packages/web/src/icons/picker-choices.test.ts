import { iconAliases } from '@statusgraph/model'
import { expect, test } from 'vitest'
import { iconList } from './list/icon-list.ts'
import { findChoices, listSections, searchIcons } from './picker-choices.ts'

const sections = listSections(undefined)
const titlesFor = (typed: string): readonly string[] => searchIcons(sections, typed).map(({ title }) => title)

test.each([
  ['elephant', 'PostgreSQL'],
  ['postgres', 'PostgreSQL'],
  ['pg', 'PostgreSQL'],
  ['redis', 'Redis'],
  ['k8s', 'Kubernetes'],
  ['rabbit', 'RabbitMQ'],
  ['penguin', 'Linux'],
  ['aws lambda', 'AWS Lambda'],
  ['load balancer', 'Load balancer'],
  ['graf', 'Grafana'],
])('whoever types "%s" finds %s among the first', (typed, title) => {
  expect(titlesFor(typed).slice(0, 4)).toContain(title)
})

test('a search for nonsense finds nothing', () => {
  expect(titlesFor('qqxzzy')).toEqual([])
})

test('every icon that can be guessed can be drawn', () => {
  const icons = new Set(iconList.flatMap(({ icons }) => icons.map(([icon]) => icon)))
  expect([...iconAliases.values()].filter((icon) => !icons.has(icon))).toEqual([])
})

test('no icon is listed twice, and every name fits a document', () => {
  const icons = iconList.flatMap(({ icons }) => icons.map(([icon]) => icon))
  expect(new Set(icons).size).toBe(icons.length)
  for (const icon of icons) expect(icon).toMatch(/^[a-z0-9-]+:[a-z0-9][a-z0-9._-]*$/)
})

test("the team's own icons come first, each set under a heading of its own", () => {
  const own = listSections({
    icons: [
      { name: 'aws:lambda', title: 'lambda', url: '/api/v1/icons/aws/lambda' },
      { name: 'team:billing', title: 'billing', url: '/api/v1/icons/team/billing' },
    ],
    diagnostics: [],
  })
  expect(own.slice(0, 2).map(({ title }) => title)).toEqual(['Your team', 'Your team: aws'])
  expect(searchIcons(own, 'billing')[0]?.icon).toBe('team:billing')
})

test('icons that were used and are gone are not offered again', () => {
  expect(findChoices(sections, ['logos:redis', 'team:gone']).map(({ icon }) => icon)).toEqual(['logos:redis'])
})
