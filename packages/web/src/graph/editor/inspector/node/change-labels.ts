export type Labels = Readonly<Record<string, string>>

/** Labels with one more at the end, or with another value for one. */
export function setLabel(labels: Labels, key: string, value: string): Labels {
  return Object.fromEntries([...Object.entries(labels), [key, value]])
}

/** A label under another key, at its place. A key that is taken changes nothing. */
export function renameLabel(labels: Labels, from: string, to: string): Labels {
  if (!Object.hasOwn(labels, from) || Object.hasOwn(labels, to)) return labels
  return Object.fromEntries(Object.entries(labels).map(([key, value]) => [key === from ? to : key, value]))
}

export function removeLabel(labels: Labels, key: string): Labels {
  return Object.fromEntries(Object.entries(labels).filter(([one]) => one !== key))
}

/** As a document has it: no labels are no field. */
export function labelsOrNothing(labels: Labels): Record<string, string> | undefined {
  return Object.keys(labels).length === 0 ? undefined : { ...labels }
}
