import { importLimits } from '../limits.ts'
import { fieldOf, itemsOf, textOf } from '../plain-data.ts'

/**
 * The objects of an OpenShift template with `${NAME}` replaced by what its parameters are when nobody says otherwise.
 * Parameters that are generated, passwords most often, have no value and stay as they are written.
 */
export function fillParameters(objects: readonly unknown[], template: unknown): readonly unknown[] {
  const values = new Map(
    itemsOf(fieldOf(template, 'parameters')).flatMap((parameter) => {
      const name = textOf(fieldOf(parameter, 'name'))
      const value = textOf(fieldOf(parameter, 'value'))
      return name === undefined || value === undefined ? [] : [[name, value] as const]
    }),
  )
  const fillText = (text: string): string =>
    text.replaceAll(/\$\{\{?(\w+)\}\}?/g, (whole, name: string) => values.get(name) ?? whole)
  const fill = (value: unknown, depth: number): unknown => {
    if (typeof value === 'string') return fillText(value)
    if (depth > importLimits.depth) return value
    if (Array.isArray(value)) return value.map((item: unknown) => fill(item, depth + 1))
    if (!(value instanceof Map)) return value
    return new Map([...value].map(([key, entry]: [unknown, unknown]) => [fill(key, depth + 1), fill(entry, depth + 1)]))
  }
  return objects.map((object) => fill(object, 0))
}
