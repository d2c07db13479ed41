/**
 * A button that is only an icon: its name for who listens, and a tooltip that also shows its key. A tooltip is read out
 * after the name, so the ear gets the key alone.
 */
export function labelled(label: string, key: string) {
  return { 'aria-label': label, title: `${label} (${key})`, 'aria-description': `Key ${key}` }
}
