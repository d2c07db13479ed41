import type { ReactNode } from 'react'
import { HostileText } from '../parts/HostileText.tsx'
import type { TeamIcons } from './use-team-icons.ts'

/** What a person must know about the team's own icons: that they are on their way, did not come, or are not all good. */
export function TeamNotes({ team }: { readonly team: TeamIcons }): ReactNode {
  if (team.failure !== undefined) {
    return (
      <p className="icon-picker-note" role="alert">
        Your team's icons did not come: {team.failure}{' '}
        <button type="button" className="button" onClick={team.retry}>
          Try again
        </button>
      </p>
    )
  }
  if (team.list === undefined) return <p className="icon-picker-note">Looking for your team's icons …</p>
  const faults = team.list.diagnostics
  if (faults.length === 0) return null
  return (
    <details className="icon-picker-note">
      <summary>
        {faults.length === 1
          ? "1 file of your team's folder cannot be shown as it is"
          : `${faults.length} files of your team's folder cannot be shown as they are`}
      </summary>
      <ul>
        {faults.map(({ file, message }) => (
          <li key={file}>
            <HostileText text={file} className="mono" />: <HostileText text={message} />
          </li>
        ))}
      </ul>
    </details>
  )
}
