import { expect, test } from 'vitest'
import { iconList } from './icon-list.ts'
import { lostIcons } from './lost-icons.ts'

test('every icon that needs a ground of its own is one that is shipped', () => {
  const shipped = new Set(iconList.flatMap(({ icons }) => icons.map(([icon]) => icon)))
  expect([...lostIcons.dark, ...lostIcons.light].filter((icon) => !shipped.has(icon))).toEqual([])
})
