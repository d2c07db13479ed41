import type { DrawableService } from '@statusgraph/model'

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
  const picture = document.createElement('div')
  picture.className = 'tray-dragged'
  picture.textContent = names.length === 1 ? (names[0] ?? '') : `${names.length} services`
  document.body.append(picture)
  dataTransfer.setDragImage(picture, 12, 12)
  // The browser has taken its picture when this task is over.
  setTimeout(() => picture.remove())
}
