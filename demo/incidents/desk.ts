import type { Incident, IncidentStage } from './incidents.ts'

/** Where incidents are started and stopped, by the script or by hand. */
export interface IncidentDesk {
  list(): readonly { readonly name: string; readonly shows: string; readonly running: boolean }[]
  /** False when there is no such incident or action. Starting what runs, and stopping what does not, is no mistake. */
  act(incident: string, action: string): Promise<boolean>
}

export function openIncidentDesk(incidents: readonly Incident[], stage: IncidentStage): IncidentDesk {
  const running = new Set<string>()
  return {
    list: () => incidents.map(({ name, shows }) => ({ name, shows, running: running.has(name) })),
    async act(name, action) {
      const incident = incidents.find((one) => one.name === name)
      if (incident === undefined) return false
      if (action === 'start') {
        await incident.start(stage)
        running.add(name)
        return true
      }
      if (action === 'stop') {
        await incident.stop(stage)
        running.delete(name)
        return true
      }
      return false
    },
  }
}
