import type { Provenance, TopologyView } from '@statusgraph/model'
import { useNow } from '../../../../parts/use-now.ts'
import { formatAge, formatInstant } from '../../../../parts/age.ts'
import { HostileText } from '../../../../parts/HostileText.tsx'
import { Section } from '../../../panel/Section.tsx'
import type { Find } from '../../../discovery/list-finds.ts'
import { describeFind } from '../../../discovery/list-finds.ts'
import type { Editor } from '../../editor.ts'
import { FoundButtons } from '../../tray/found/FoundButtons.tsx'

interface FoundFieldsProps {
  readonly editor: Editor
  readonly view: TopologyView
  readonly finds: readonly Find[]
}

/** What is known of something that was discovered and is in no document, and how it gets into this one. */
export function FoundFields({ editor, view, finds }: FoundFieldsProps) {
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
      {finds.length === 1 && only !== undefined && (
        <>
          {only.traffic !== '' && (
            <Section title="Traffic">
              <p>
                <HostileText text={only.traffic} />
              </p>
            </Section>
          )}
          <Section title="Who sees it" count={only.provenance.length}>
            <ul className="found-sources">
              {only.provenance.map((one) => (
                <SeenBy key={one.source} provenance={one} detail={view.sources[one.source]?.detail} />
              ))}
            </ul>
          </Section>
          <Section title="Identity">
            <dl className="found-facts">
              {describeFind(only).map(([name, value]) => (
                <div key={`${name} ${value}`}>
                  <dt>{name}</dt>
                  <dd className="mono">
                    <HostileText text={value} />
                  </dd>
                </div>
              ))}
            </dl>
          </Section>
        </>
      )}
    </>
  )
}

const kindWords: Readonly<Record<Provenance['kind'], string>> = {
  declared: 'somebody wrote it down',
  allowed: 'a policy allows it',
  structure: 'it is wired so',
  inferred: 'guessed from one end of its traffic',
  observed: 'its traffic was seen',
}

function SeenBy({ provenance, detail }: { readonly provenance: Provenance; readonly detail: string | undefined }) {
  const now = useNow(1000)
  const { source, kind, state, firstSeen, lastSeen } = provenance
  const age = (iso: string) => (
    <time dateTime={iso} title={formatInstant(iso)}>
      {formatAge((now - Date.parse(iso)) / 1000)} ago
    </time>
  )
  return (
    <li>
      <p>
        <strong>
          <HostileText text={source} />
        </strong>{' '}
        <span className="quiet">
          {kindWords[kind]}
          {state === 'live' ? '' : `, ${state}`}
        </span>
      </p>
      <p className="inspect-hint">
        last {age(lastSeen)}, first {age(firstSeen)}
      </p>
      {detail !== undefined && (
        <p className="inspect-hint mono">
          <HostileText text={detail} />
        </p>
      )}
    </li>
  )
}
