import { shortcuts } from '@statusgraph/web/shortcuts'
import type { Shortcut } from '@statusgraph/web/shortcuts'
import { writeTable } from './page.ts'
import type { ReferencePage } from './page.ts'

/** Every shortcut, from the table that the page itself listens with. */
export const shortcutsPage: ReferencePage = {
  file: 'shortcuts.md',
  write() {
    const all: readonly Shortcut[] = shortcuts
    const tableOf = (place: Shortcut['place']): string =>
      writeTable(
        ['Keys', 'Does'],
        all
          .filter((shortcut) => shortcut.place === place)
          .map(({ keys, does }) => [keys.map((key) => `\`${key}\``).join(' or '), does]),
      )
    return [
      '# Shortcuts',
      '`Mod` is Ctrl, or ⌘ on a Mac. Single keys do nothing while you type in a field, and can be switched off in the sheet that `?` opens.',
      '## On a graph',
      tableOf('graph'),
      '## In the editor',
      tableOf('editor'),
      '## Everywhere',
      `${tableOf('everywhere')}\n`,
    ].join('\n\n')
  },
}
