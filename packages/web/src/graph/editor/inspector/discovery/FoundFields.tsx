import { HostileText } from '../../../../parts/HostileText.tsx'
import { EdgeNumbers } from '../../../panel/EdgeNumbers.tsx'
import { Section } from '../../../panel/Section.tsx'
import { SeenBy } from '../../../panel/SeenBy.tsx'
import { describeFind } from '../../../discovery/list-finds.ts'
import type { Find } from '../../../discovery/list-finds.ts'
import type { Editor } from '../../editor.ts'
import { FoundButtons } from '../../tray/found/FoundButtons.tsx'

interface FoundFieldsProps {
  readonly editor: Editor
  readonly finds: readonly Find[]
}

/** What is known of something that was discovered and is in no document, and how it gets into this one. */
export function FoundFields({ editor, finds }: FoundFieldsProps) {
  const [only] = finds
  return (
    <>
      <Section title="Seen, not drawn">
        <p className="inspect-hint">
          Discovery shows {finds.length === 1 ? 'it' : 'them'} here. It is in no document until you add it; a drag keeps
          it in its place.
        </p>
        <div className="inspector-found-buttons">
          <FoundButtons editor={editor} finds={finds} onAct={(action) => action()} />
        </div>
      </Section>
      {finds.length === 1 && only !== undefined && <FoundFacts editor={editor} find={only} />}
    </>
  )
}

function FoundFacts({ editor, find }: { readonly editor: Editor; readonly find: Find }) {
  const { element } = find
  const edge = element.kind === 'edge' ? element.edge : undefined
  const seen = element.kind === 'edge' ? element.edge : element.node
  return (
    <>
      {edge?.traffic !== undefined && <EdgeNumbers traffic={edge.traffic} state={edge.state} live={editor.live} />}
      <Section title="Identity">
        <dl className="found-facts">
          {describeFind(find).map(([name, value]) => (
            <div key={`${name} ${value}`}>
              <dt>{name}</dt>
              <dd className="mono">
                <HostileText text={value} />
              </dd>
            </div>
          ))}
        </dl>
      </Section>
      <SeenBy seen={seen} live={editor.live} />
    </>
  )
}
