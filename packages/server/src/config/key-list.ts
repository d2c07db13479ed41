import { z } from 'zod'
import { typeNames } from './scalars.ts'

/** One key of the configuration, as its schema describes it. */
export interface KeyInfo {
  readonly name: string
  readonly description: string
  readonly type: string
  readonly required: boolean
  /** As it would be written in the file; undefined when leaving it out means something else than a value. */
  readonly fallback?: string
  readonly keys: readonly KeyInfo[]
  /** How many of {@link keys} there may be: one set, a list of sets, or one set by name. */
  readonly holds: 'value' | 'one' | 'list' | 'named'
}

/** Every key of a schema with its description, type and default: for the reference page and for hints. */
export function listKeys(schema: z.core.$ZodType): readonly KeyInfo[] {
  const { core } = unwrap(schema)
  return core instanceof z.ZodObject ? Object.entries(core.shape).map(([name, value]) => keyInfoOf(name, value)) : []
}

/** The keys known at a path; undefined when a map with free keys, a value or nothing stands there. */
export function knownKeysAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): readonly string[] | undefined {
  let at = unwrap(schema).core
  for (const key of path) {
    if (at instanceof z.ZodArray) at = unwrap(at.element).core
    else if (at instanceof z.ZodRecord) at = unwrap(at.valueType).core
    else if (at instanceof z.ZodObject) {
      const next = Object.entries(at.shape).find(([name]) => name === key)
      if (!next) return undefined
      at = unwrap(next[1]).core
    } else return undefined
  }
  return at instanceof z.ZodObject ? Object.keys(at.shape) : undefined
}

function keyInfoOf(name: string, schema: z.core.$ZodType): KeyInfo {
  const { core, description, fallback, optional } = unwrap(schema)
  const inner =
    core instanceof z.ZodArray ? unwrap(core.element) : core instanceof z.ZodRecord ? unwrap(core.valueType) : undefined
  const keys = listKeys(inner?.core ?? core)
  return {
    name,
    description: description ?? '',
    type: typeOf(core),
    required: !optional,
    keys,
    holds: keys.length === 0 ? 'value' : inner === undefined ? 'one' : core instanceof z.ZodArray ? 'list' : 'named',
    ...(typeof fallback === 'string' && fallback !== '' ? { fallback } : {}),
  }
}

function typeOf(schema: z.core.$ZodType): string {
  const name = typeNames.get(schema)?.type
  if (name !== undefined) return name
  if (schema instanceof z.ZodEnum) return schema.options.join(', ')
  if (schema instanceof z.ZodArray) return `list of ${typeOf(unwrap(schema.element).core)}`
  if (schema instanceof z.ZodRecord) return `map of ${typeOf(unwrap(schema.valueType).core)}`
  return 'map'
}

interface Unwrapped {
  readonly core: z.core.$ZodType
  readonly description?: string
  readonly fallback?: unknown
  readonly optional: boolean
}

/** Takes off what zod puts around a schema: optional, default, transformation. */
function unwrap(schema: z.core.$ZodType, found: Omit<Unwrapped, 'core'> = { optional: false }): Unwrapped {
  const description = found.description ?? z.globalRegistry.get(schema)?.description
  const known = { ...found, ...(description === undefined ? {} : { description }) }
  if (schema instanceof z.ZodOptional) return unwrap(schema.unwrap(), { ...known, optional: true })
  if (schema instanceof z.ZodPrefault)
    return unwrap(schema.unwrap(), { ...known, optional: true, fallback: schema.def.defaultValue })
  return { ...known, core: schema }
}
