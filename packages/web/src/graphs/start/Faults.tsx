import type { Problem } from '@statusgraph/protocol'

export interface Trouble {
  readonly message: string
  readonly faults: NonNullable<Problem['faults']>
}

/** Why a graph was not created, with every fault of its document. */
export function Faults({ trouble: { message, faults } }: { readonly trouble: Trouble }) {
  return (
    <div className="form-trouble" role="alert">
      <p>{message}</p>
      {faults.length > 0 && (
        <ul>
          {faults.slice(0, 20).map(({ path, message: fault, hint }) => (
            <li key={`${path.join('.')}:${fault}`}>
              <code>{path.length === 0 ? 'document' : path.join('.')}</code>: {fault}
              {hint !== undefined && `; ${hint}`}
            </li>
          ))}
          {faults.length > 20 && <li>and {faults.length - 20} more</li>}
        </ul>
      )}
    </div>
  )
}
