/** The name of a file as `Content-Disposition` has it, without folders; undefined when it says none. */
export function readFileName(header: string | undefined): string | undefined {
  if (header === undefined) return undefined
  const [, coded] = /;\s*filename\*\s*=\s*utf-8''([^;\s]+)/i.exec(header) ?? []
  const [, quoted, plain] = /;\s*filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))/i.exec(header) ?? []
  const name = decode(coded) ?? quoted?.replaceAll(/\\(.)/g, '$1') ?? plain
  const last = name?.split(/[/\\]/).at(-1)?.slice(0, 400)
  return last === '' ? undefined : last
}

function decode(coded: string | undefined): string | undefined {
  if (coded === undefined) return undefined
  try {
    return decodeURIComponent(coded)
  } catch {
    return undefined
  }
}
