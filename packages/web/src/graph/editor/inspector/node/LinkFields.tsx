import { updateNode } from '@statusgraph/model'
import type { GraphNode, NodeLink } from '@statusgraph/model'
import { useState } from 'react'
import { Icon } from '../../../../parts/Icon.tsx'
import { Section } from '../../../panel/Section.tsx'
import type { Editor } from '../../editor.ts'
import { NewPair } from '../field/NewPair.tsx'
import { TextField } from '../field/TextField.tsx'
import { focusAdd } from '../field/focus-add.ts'
import { findLinkFault, findNodeFault } from '../find-faults.ts'

interface LinkFieldsProps {
  readonly editor: Editor
  readonly node: GraphNode
}

/** Where to go on from a node: a title and an address each. */
export function LinkFields({ editor, node }: LinkFieldsProps) {
  // A link has no name of its own: it is the first, the second …
  const rows = (node.links ?? []).map((link, at) => ({ link, at }))
  const [isAdding, setIsAdding] = useState(false)
  const change = (label: string, next: (links: readonly NodeLink[]) => readonly NodeLink[], coalesce?: string) =>
    editor.session.edit(
      label,
      (newest) => {
        const changed = next(newest.nodes.find(({ id }) => id === node.id)?.links ?? [])
        return updateNode(newest, node.id, { links: changed.length === 0 ? undefined : [...changed] })
      },
      coalesce === undefined ? {} : { coalesce },
    )
  const patch = (at: number, part: Partial<NodeLink>) => (all: readonly NodeLink[]) =>
    all.map((link, index) => (index === at ? { ...link, ...part } : link))
  const judgeTitle = (title: string) => findNodeFault({ ...node, links: [{ title, url: '' }] }, ['links', 0, 'title'])
  const judgeUrl = (url: string) =>
    findNodeFault({ ...node, links: [{ title: '', url }] }, ['links', 0, 'url']) ?? findLinkFault(url)

  return (
    <Section title="Links" count={rows.length}>
      <ul className="inspect-rows">
        {rows.map(({ link, at }) => (
          <li key={at} className="pair-row">
            <TextField
              owner={editor}
              fieldKey={`node:${node.id}:link-title:${at}`}
              label={`Title of link ${at + 1}`}
              isLabelHidden
              placeholder="title"
              value={link.title}
              findFault={judgeTitle}
              commit={(title, coalesce) => change('link', patch(at, { title }), coalesce)}
            />
            <TextField
              owner={editor}
              fieldKey={`node:${node.id}:link-url:${at}`}
              label={`Address of link ${at + 1}`}
              isLabelHidden
              inputMode="url"
              placeholder="https://"
              value={link.url}
              findFault={judgeUrl}
              commit={(url, coalesce) => change('link', patch(at, { url: url.trim() }), coalesce)}
            />
            <button
              type="button"
              className="icon-button"
              aria-label={`Remove the link ${link.title}`}
              onClick={(event) => {
                focusAdd(event)
                change(`remove the link ${link.title}`, (all) => all.filter((_, index) => index !== at))
              }}
            >
              <Icon name="close" size={12} />
            </button>
          </li>
        ))}
        {isAdding && (
          <NewPair
            firstLabel="title"
            secondLabel="https://"
            judge={(title, url) => ({ first: judgeTitle(title), second: judgeUrl(url) })}
            onAdd={(title, url) =>
              change('add a link', (all) => [...all, { title: title === '' ? hostOf(url) : title, url }])
            }
            onGiveUp={() => setIsAdding(false)}
          />
        )}
      </ul>
      {!isAdding && (
        <button type="button" className="inspect-add" onClick={() => setIsAdding(true)}>
          <Icon name="plus" size={12} /> Add a link
        </button>
      )}
    </Section>
  )
}

/** What a link without a title is called. */
function hostOf(url: string): string {
  const { host, pathname } = new URL(url)
  return host === '' ? pathname : host
}
