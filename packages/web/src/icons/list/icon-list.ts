import { codeIcons } from './code.ts'
import { dataIcons } from './data.ts'
import { generalIcons } from './general.ts'
import { platformIcons } from './platform.ts'
import { runningIcons } from './running.ts'

export { iconSets } from './icon-sets.ts'

/** One icon of a set: its name in the set, what it shows, and words that a person may search by. */
export type ListedIcon = readonly [icon: string, title: string, keywords: string]

export interface IconCategory {
  readonly title: string
  readonly icons: readonly ListedIcon[]
}

/**
 * Every icon that the page brings along, in the order in which the picker shows them. The build takes exactly these
 * out of the icon sets; to add one, add its line here.
 */
export const iconList: readonly IconCategory[] = [
  ...dataIcons,
  ...codeIcons,
  ...platformIcons,
  ...runningIcons,
  ...generalIcons,
]
