/** Hangs a few words at the pointer of a drag. */
export function showDragged(dataTransfer: DataTransfer, words: string): void {
  const picture = document.createElement('div')
  picture.className = 'tray-dragged'
  picture.textContent = words
  document.body.append(picture)
  dataTransfer.setDragImage(picture, 12, 12)
  // The browser has taken its picture when this task is over.
  setTimeout(() => picture.remove())
}
