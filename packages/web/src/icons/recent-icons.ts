const storageKey = 'statusgraph.icons'
const mostKept = 12

/** The icons that were chosen lately in this browser, the newest first. */
export function recentIcons(): readonly string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '[]')
    return Array.isArray(stored) ? stored.filter((icon) => typeof icon === 'string').slice(0, mostKept) : []
  } catch {
    // Nothing is kept, or it was written by somebody else: the picker works without.
    return []
  }
}

/** Remembers that an icon was chosen. */
export function noteRecentIcon(icon: string): void {
  const icons = [icon, ...recentIcons().filter((one) => one !== icon)].slice(0, mostKept)
  try {
    localStorage.setItem(storageKey, JSON.stringify(icons))
  } catch {
    // A browser that keeps nothing still sets the icon.
  }
}
