/** The path a reverse proxy mounts the product under: empty, or `/statusgraph` without a slash at the end. */
export const basePath = readBasePath()

function readBasePath(): string {
  const content = globalThis.document?.querySelector('meta[name="statusgraph-base"]')?.getAttribute('content') ?? ''
  return /^(?:\/[\w.~-]+)+$/.test(content) ? content : ''
}

/** A path of ours (`/graphs/shop`) as the browser must ask for it. */
export function withBase(path: string): string {
  return basePath + path
}

/** The browser's path as a path of ours. */
export function withoutBase(path: string): string {
  if (basePath === '' || !path.startsWith(basePath)) return path
  return path.slice(basePath.length) || '/'
}
