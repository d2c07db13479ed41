import type { GraphDocument } from '@statusgraph/model'
import type { AlertListItem, GraphListItem } from '@statusgraph/protocol'
import { worstMark } from '@statusgraph/picture'
import type { Mark } from '@statusgraph/picture'
import { countOf } from '../parts/count-words.ts'
import { listOffers } from '../parts/offers.ts'
import { shortcutWords } from '../parts/shortcut-words.ts'
import { shortcuts, writeKeys } from '../parts/shortcuts.ts'
import type { Shortcut, ShortcutId } from '../parts/shortcuts.ts'
import { isAnswered, runShortcut } from '../parts/use-shortcuts.ts'
import { graphPath } from '../routes/paths.ts'
import { navigate } from '../routes/router.tsx'
import { chooseTheme, themeChoices } from '../theme/theme.ts'
import { scoreFuzzy } from '../parts/fuzzy.ts'

/** Something the palette can do or go to. */
export interface Command {
  readonly id: string
  readonly group: 'Nodes' | 'Graphs' | 'Alerts' | 'Pages' | 'Actions'
  readonly label: string
  readonly detail: string
  readonly mark?: Mark
  readonly keys?: string
  readonly run: () => void
}

const longestList = 50

export interface Known {
  readonly graphs: readonly GraphListItem[]
  /** The list of graphs was not answered of late: then none of them looks well. */
  readonly isOutdated: boolean
  readonly alerts: readonly AlertListItem[]
  /** The graph on screen. */
  readonly graph: GraphDocument | undefined
  readonly isMac: boolean
}

/** Everything there is to choose from, in the order in which it is offered while nothing is typed. */
export function listCommands({ graphs, isOutdated, alerts, graph, isMac }: Known): readonly Command[] {
  return [
    ...graphs.map((item): Command => ({
      id: `graph:${item.id}`,
      group: 'Graphs',
      label: item.name,
      detail: countOf(item.nodes, 'node'),
      mark: isOutdated ? 'stale' : worstMark(item.summary),
      run: () => navigate(graphPath(item.id)),
    })),
    ...pageCommands,
    ...shortcuts
      .filter((shortcut) => shortcut.id !== 'palette' && shortcut.id !== 'close' && isOffered(shortcut))
      .map(({ id, keys }): Command => ({
        id: `action:${id}`,
        group: 'Actions',
        label: shortcutWords[id],
        detail: '',
        keys: writeKeys(keys[0], isMac),
        // The palette closes first, so that a handler that moves the focus finds the page and not the dialog.
        run: () => void setTimeout(() => runShortcut(id), 0),
      })),
    ...listOffers().map(({ id, label, run }): Command => ({
      id: `offer:${id}`,
      group: 'Actions',
      label,
      detail: '',
      run: () => void setTimeout(run, 0),
    })),
    ...themeChoices.map((choice): Command => ({
      id: `theme:${choice}`,
      group: 'Actions',
      label: `Theme: ${choice}`,
      detail: '',
      run: () => chooseTheme(choice),
    })),
    ...(graph?.nodes ?? []).map((node): Command => ({
      id: `node:${node.id}`,
      group: 'Nodes',
      label: node.name,
      detail: node.namespace ?? node.kind,
      run: () => navigate(graphPath(graph?.id ?? '', node.id)),
    })),
    ...alerts.map((alert): Command => alertCommand(alert)),
  ]
}

/** The commands that answer to what was typed, best first. */
export function searchCommands(commands: readonly Command[], typed: string): readonly Command[] {
  if (typed.trim() === '') return commands.slice(0, longestList)
  return commands
    .flatMap((command) => {
      const score = scoreFuzzy(typed, command.label) ?? weaken(scoreFuzzy(typed, `${command.label} ${command.detail}`))
      return score === undefined ? [] : [{ command, score }]
    })
    .toSorted((a, b) => b.score - a.score)
    .slice(0, longestList)
    .map(({ command }) => command)
}

const pageCommands: readonly Command[] = [
  { id: 'page:graphs', group: 'Pages', label: 'All graphs', detail: '', run: () => navigate('/') },
  { id: 'page:alerts', group: 'Pages', label: 'Alerts', detail: '', run: () => navigate('/alerts') },
  { id: 'page:services', group: 'Pages', label: 'Services', detail: '', run: () => navigate('/services') },
  { id: 'page:upstreams', group: 'Pages', label: 'Upstreams', detail: '', run: () => navigate('/upstreams') },
]

function alertCommand(alert: AlertListItem): Command {
  const [node] = alert.nodes
  return {
    id: `alert:${alert.upstream}:${alert.fingerprint}`,
    group: 'Alerts',
    label: alert.name,
    detail: alert.services.join(', '),
    mark: alert.state === 'suppressed' ? 'muted' : alert.lamp === 'none' ? 'unknown' : alert.lamp,
    run: () =>
      navigate(node === undefined ? `/alerts?q=${encodeURIComponent(alert.name)}` : graphPath(node.graph, node.node)),
  }
}

function isOffered({ id, takesKey }: Shortcut & { readonly id: ShortcutId }): boolean {
  return takesKey !== true && isAnswered(id)
}

function weaken(score: number | undefined): number | undefined {
  return score === undefined ? undefined : score / 4
}
