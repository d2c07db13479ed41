import { Component } from 'react'
import type { ReactNode } from 'react'
import { client } from '../live/api.ts'
import { EmptyScreen } from '../parts/EmptyScreen.tsx'
import { readViewState } from '../routes/view-state.ts'

const healAfterMs = 10_000

interface State {
  readonly failure: Error | undefined
}

/** Our own mistake: said plainly, and healed by a reload. A wall screen reloads by itself as soon as the server answers. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { failure: undefined }
  #timer: ReturnType<typeof setTimeout> | undefined

  static getDerivedStateFromError(failure: unknown): State {
    return { failure: failure instanceof Error ? failure : new Error(String(failure)) }
  }

  override componentDidCatch(): void {
    if (readViewState(globalThis.location.search).isKiosk) this.#healLater()
  }

  override componentWillUnmount(): void {
    clearTimeout(this.#timer)
  }

  #healLater(): void {
    this.#timer = setTimeout(() => {
      client.readAbout().then(
        () => globalThis.location.reload(),
        () => this.#healLater(),
      )
    }, healAfterMs)
  }

  override render(): ReactNode {
    const { failure } = this.state
    if (failure === undefined) return this.props.children
    return (
      <main className="page">
        <EmptyScreen
          drawing="lost"
          title="This page broke"
          actions={
            <button type="button" className="button primary" onClick={() => globalThis.location.reload()}>
              Reload
            </button>
          }
        >
          <p>What you saw may be old. Reloading brings the present picture.</p>
          <p className="mono quiet">{failure.message}</p>
        </EmptyScreen>
      </main>
    )
  }
}
