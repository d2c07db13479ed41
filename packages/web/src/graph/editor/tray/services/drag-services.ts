import type { DrawableService } from '@statusgraph/model'
import { showDragged } from '../show-dragged.ts'

/** What is dragged from the tray: the names of services, as a JSON array. */
export const serviceDragType = 'application/x-statusgraph-service'

/** Puts services into a drag, with a picture that says how many. */
export function dragServices(
  event: { readonly dataTransfer: DataTransfer },
  services: readonly DrawableService[],
): void {
  const names = services.map(({ service }) => service)
  const { dataTransfer } = event
  dataTransfer.effectAllowed = 'copy'
  dataTransfer.setData(serviceDragType, JSON.stringify(names))
  dataTransfer.setData('text/plain', names.join('\n'))
  showDragged(dataTransfer, names.length === 1 ? (names[0] ?? '') : `${names.length} services`)
}
