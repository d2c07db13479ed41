import type { Page } from 'playwright-core'

/** Drags a file from elsewhere over the page, and lets it go there. */
export async function drop(page: Page, name: string, text: string, isLetGo = true): Promise<void> {
  await page.evaluate(
    ({ name, text, isLetGo }) => {
      const dataTransfer = new DataTransfer()
      dataTransfer.items.add(new File([text], name))
      const options = { bubbles: true, cancelable: true, dataTransfer }
      document.body.dispatchEvent(new DragEvent('dragover', options))
      if (isLetGo) document.body.dispatchEvent(new DragEvent('drop', options))
    },
    { name, text, isLetGo },
  )
}

/** Drags a file or folder of this machine over the page, as from a file manager, and lets it go there. */
export async function dropPath(page: Page, path: string): Promise<void> {
  const devTools = await page.context().newCDPSession(page)
  const data = { items: [], files: [path], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await devTools.send('Input.dispatchDragEvent', { type, x: 400, y: 300, data })
  }
  await devTools.detach()
}
