import type { Summary } from '@statusgraph/model'
import { worstMark } from '@statusgraph/picture'
import { LampMark } from '../map/index.ts'
import { HostileText } from '../parts/HostileText.tsx'

interface GraphNameProps {
  readonly name: string
  /** Undefined until there is an answer. */
  readonly summary: Summary | undefined
  readonly isProvisioned: boolean
}

/** What the graph is called, with its worst lamp. */
export function GraphName({ name, summary, isProvisioned }: GraphNameProps) {
  return (
    <h1 className="bar-name">
      <LampMark lamp={worstMark(summary)} size={20} />
      <HostileText text={name} />
      {isProvisioned && (
        <span
          className="badge bar-badge"
          title="It comes from a file on the server: change the file, or copy it to edit."
        >
          provisioned
        </span>
      )}
    </h1>
  )
}
