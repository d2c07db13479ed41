import type { GraphDocument } from '@statusgraph/model'
import { copyText } from '../../../../parts/clipboard.ts'
import { HostileText } from '../../../../parts/HostileText.tsx'
import { Icon } from '../../../../parts/Icon.tsx'
import { showNote } from '../../../../parts/Toast.tsx'
import type { Editor } from '../../editor.ts'
import { useSession } from '../../session/use-session.ts'
import type { TrayPartProps } from '../tray-part.ts'
import { listRules, ruleTitles } from './list-rules.ts'
import type { Rule } from './list-rules.ts'

/** More rows than anybody reads; the text of the graph has them all. */
const shownPerSort = 200

/** The rules by which this graph understands what is discovered: read, taken back one by one, carried elsewhere. */
export function RulesTray({ editor, onKeepFocus }: TrayPartProps) {
  const graph = useSession(editor.session, (state) => state.graph)
  const rules = listRules(graph.rules ?? {})
  if (rules.length === 0) {
    return (
      <div className="tray-empty">
        <h3>No rules yet</h3>
        <p>What you ignore, say to be the same, or pin among what is discovered is noted here.</p>
      </div>
    )
  }
  return (
    <>
      <div className="tray-rules">
        {[...Map.groupBy(rules, ({ sort }) => sort)].map(([sort, group]) => (
          <section key={sort} aria-label={ruleTitles[sort]}>
            <h3>
              {ruleTitles[sort]} <span className="count">{group.length.toLocaleString('en')}</span>
            </h3>
            <ul>
              {group.slice(0, shownPerSort).map((rule) => (
                <RuleLine key={rule.key} editor={editor} rule={rule} onKeepFocus={onKeepFocus} />
              ))}
            </ul>
            {group.length > shownPerSort && (
              <p className="quiet">
                and {(group.length - shownPerSort).toLocaleString('en')} more, in the text of the graph
              </p>
            )}
          </section>
        ))}
      </div>
      <footer className="tray-foot">
        <div className="tray-buttons">
          <button type="button" className="button" onClick={() => void copyRules(graph)}>
            Copy rules as YAML
          </button>
        </div>
      </footer>
    </>
  )
}

interface RuleLineProps {
  readonly editor: Editor
  readonly rule: Rule
  readonly onKeepFocus: () => void
}

function RuleLine({ editor, rule, onKeepFocus }: RuleLineProps) {
  const label = `Take back: ${ruleTitles[rule.sort].toLowerCase()} ${rule.words}`
  return (
    <li>
      <HostileText text={rule.words} className="mono" />
      <button
        type="button"
        className="icon-button"
        aria-label={label}
        title="Take this rule back"
        onClick={() => {
          onKeepFocus()
          editor.session.edit(`take back ${rule.words}`, rule.remove)
          editor.announce(`Taken back: ${rule.words}.`)
        }}
      >
        <Icon name="close" size={14} />
      </button>
    </li>
  )
}

async function copyRules({ rules = {} }: GraphDocument): Promise<void> {
  const { stringify } = await import('yaml')
  const isCopied = await copyText(stringify({ rules }))
  showNote(
    isCopied ? 'The rules are copied, as they stand in the text of a graph.' : 'The browser does not let pages copy.',
  )
}
