import type { Moves } from './use-moves.ts'

/** What can be done while nodes are moved, and why a save did not work. */
export function MoveBar({ moves }: { readonly moves: Moves }) {
  const { count, isSaving, trouble } = moves
  return (
    <section className="move-bar" aria-label="Moving nodes">
      <span>
        {count === 0
          ? 'Drag a node, or select it and press Alt and an arrow key.'
          : `${count} ${count === 1 ? 'node' : 'nodes'} moved.`}
      </span>
      {trouble !== undefined && (
        <strong className="move-trouble" role="alert">
          {trouble}
        </strong>
      )}
      <span className="bar-space" />
      {count > 0 && (
        <button type="button" className="button" onClick={moves.discard}>
          Discard
        </button>
      )}
      {count > 0 ? (
        <button type="button" className="button primary" disabled={isSaving} onClick={moves.save}>
          {isSaving ? 'Saving …' : 'Save'}
        </button>
      ) : (
        <button type="button" className="button" onClick={moves.stop}>
          Done
        </button>
      )}
    </section>
  )
}
