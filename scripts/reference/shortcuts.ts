import { shortcutWords } from '@statusgraph/web/shortcut-words'
import { shortcuts } from '@statusgraph/web/shortcuts'
import type { Shortcut } from '@statusgraph/web/shortcuts'
import { writeTable } from './page.ts'
import type { ReferencePage } from './page.ts'

/** Every shortcut, from the table that the page itself listens with. */
export const shortcutsPage: ReferencePage = {
  file: 'shortcuts.md',
  write() {
    const tableOf = (place: Shortcut['place']): string =>
      writeTable(
        ['Keys', 'Does'],
        shortcuts
          .filter((shortcut) => shortcut.place === place)
          .map(({ id, keys }) => [keys.map((key) => `\`${key}\``).join(' or '), shortcutWords[id]]),
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
