/** Hands a file to the person: the browser asks or saves, as it is set up. */
export function downloadFile(name: string, content: Blob): void {
  const address = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The download has its own hold on the content once it began.
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}

export function downloadText(name: string, type: string, text: string): void {
  downloadFile(name, new Blob([text], { type: `${type};charset=utf-8` }))
}
