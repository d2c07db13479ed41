import { EmptyScreen } from '../parts/EmptyScreen.tsx'
import type { StartName } from './start/StartTiles.tsx'

interface NoGraphsProps {
  readonly hasUpstream: boolean
  readonly onBegin: (start: StartName) => void
  readonly onDiagram: () => void
}

const shortConfig = `upstream:
  prometheus: {url: http://localhost:9090}
  alertmanager: {url: http://localhost:9093}
mapping:
  alerts: {service_labels: [service]}
  metrics: {service_labels: [service]}`

/** The first thing that a newcomer sees. */
export function NoGraphs({ hasUpstream, onBegin, onDiagram }: NoGraphsProps) {
  return (
    <EmptyScreen
      title="No graph yet"
      actions={
        <>
          <button type="button" className="button primary" onClick={() => onBegin(hasUpstream ? 'services' : 'empty')}>
            {hasUpstream ? 'Draw the services that run' : 'Draw a graph'}
          </button>
          <button type="button" className="button" onClick={() => onBegin('web-shop')}>
            Start from a template
          </button>
          <button type="button" className="button" onClick={onDiagram}>
            Bring a diagram
          </button>
        </>
      }
    >
      <p>Draw your system as nodes and edges, or drop a diagram that you have, and its alerts will colour it.</p>
      {!hasUpstream && (
        <>
          <p>Tell the server where alerts and metrics are:</p>
          <pre className="code">{shortConfig}</pre>
        </>
      )}
    </EmptyScreen>
  )
}
