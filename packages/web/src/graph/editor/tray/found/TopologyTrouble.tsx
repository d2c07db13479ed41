import { formatClock } from '@statusgraph/picture'
import { useTopologyOutline } from '../../../../live/topology/use-topology.ts'
import { sayCounts } from '../../../../parts/count-words.ts'
import { HostileText } from '../../../../parts/HostileText.tsx'
import type { Editor } from '../../editor.ts'

/** What has to be known before one believes a list of finds: that it is old, that a source is silent or left things out. */
export function TopologyTrouble({ editor, hasRows }: { readonly editor: Editor; readonly hasRows: boolean }) {
  const { trouble, sources } = useTopologyOutline(editor.live.topology)
  const all = Object.values(sources)
  const failing = all.filter(({ state }) => state === 'failing')
  const cut = all.filter(({ leftOut }) => leftOut !== undefined && leftOut.nodes + leftOut.edges > 0)
  return (
    <>
      {trouble !== undefined && (
        <p className="tray-trouble" role="alert">
          {hasRows ? `This list is of ${formatClock(trouble.since)} or before. ` : ''}
          <HostileText text={trouble.reason} />
        </p>
      )}
      {failing.map(({ name, error, lastGoodAt }) => (
        <p key={name} className="tray-trouble">
          <HostileText text={name} /> does not answer
          {lastGoodAt === undefined ? '' : ` since ${formatClock(lastGoodAt)}`}: what it saw stands still.{' '}
          {error !== undefined && <HostileText text={error} />}
        </p>
      ))}
      {cut.map(({ name, leftOut }) => (
        <p key={name} className="tray-trouble">
          <HostileText text={name} /> left out {sayCounts(leftOut?.nodes ?? 0, leftOut?.edges ?? 0)}: there are more
          than its limit.
        </p>
      ))}
    </>
  )
}
