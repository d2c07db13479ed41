import { allowedProperties } from './svg-rules.ts'

/** The parts of a style that are kept, and whether something was left out. */
export interface CleanStyle {
  readonly text: string
  /** The ids that it points to. */
  readonly targets: readonly string[]
  readonly isWhole: boolean
}

/** A style sheet, rule by rule. */
export interface CleanSheet {
  readonly text: string
  /** The ids that each simple selector (`.cls-1`, `#a`, `path`) makes an element point to. */
  readonly targets: ReadonlyMap<string, readonly string[]>
  readonly isWhole: boolean
}

// Letters, numbers, colours and lists of them; no backslash, so that nothing is written in another way.
const plainValue = /^[\w\s#.,%()+\-'"/]*$/
const allowedFunctions = /^(?:rgba?|hsla?|matrix|translate|rotate|scale|skewX|skewY|url)$/
const longestName = 20
const longestCall = 300
const ownTarget = /^\(\s*(['"]?)#([\w.:-]+)\1\s*\)$/
const simpleSelector = /^[.#]?[a-zA-Z_][\w-]*$/
// One element, classes and ids of it, and what stands around it: `svg g.a > path#b`.
const selectorStep = /^(?:[a-zA-Z][\w-]*)?(?:[.#][a-zA-Z_][\w-]*)*$/

/** Reads what a value points to within its own file. Undefined: it is not a value that may stand in a drawing. */
export function readValue(value: string): { readonly targets: readonly string[] } | undefined {
  if (!plainValue.test(value)) return undefined
  const targets: string[] = []
  for (let at = value.indexOf('('); at !== -1; at = value.indexOf('(', at + 1)) {
    const name = nameBefore(value, at)
    if (!allowedFunctions.test(name)) return undefined
    if (name !== 'url') continue
    const end = value.indexOf(')', at)
    const target = end === -1 ? undefined : ownTarget.exec(value.slice(at, Math.min(end + 1, at + longestCall)))?.[2]
    if (target === undefined) return undefined
    targets.push(target)
  }
  return { targets }
}

/** The word that ends where a bracket opens. */
function nameBefore(value: string, bracket: number): string {
  return /[\w-]*$/.exec(value.slice(Math.max(0, bracket - longestName), bracket))?.[0] ?? ''
}

/** Cleans the declarations of a `style` attribute or of one rule. */
export function cleanDeclarations(text: string): CleanStyle {
  const kept: string[] = []
  const targets: string[] = []
  let isWhole = true
  for (const declaration of withoutComments(text).split(';')) {
    if (declaration.trim() === '') continue
    const colon = declaration.indexOf(':')
    const property = declaration.slice(0, colon).trim().toLowerCase()
    const value = declaration
      .slice(colon + 1)
      .replace(/!\s*important\s*$/i, '')
      .trim()
    const read = colon > 0 && allowedProperties.has(property) ? readValue(value) : undefined
    if (read === undefined) {
      isWhole &&= isHarmless(property)
      continue
    }
    kept.push(`${property}:${value}`)
    targets.push(...read.targets)
  }
  return { text: kept.join(';'), targets, isWhole }
}

/** Cleans a style sheet. What comes after the first thing that is no plain rule is left out. */
export function cleanSheet(text: string): CleanSheet {
  const sheet = withoutComments(text).replace(/<!--|-->/g, '')
  const rule = /([^{}@;\\<]+)\{([^{}]*)\}/y
  const rules: string[] = []
  const targets = new Map<string, string[]>()
  let isWhole = true
  let read = 0
  for (let match = rule.exec(sheet); match !== null; match = rule.exec(sheet)) {
    read = rule.lastIndex
    const selectors = (match[1] ?? '').split(',').map((one) => one.trim())
    const style = cleanDeclarations(match[2] ?? '')
    isWhole &&= style.isWhole
    const isPointing = style.targets.length > 0
    if (!selectors.every(isSelector) || (isPointing && !selectors.every((one) => simpleSelector.test(one)))) {
      isWhole = false
      continue
    }
    for (const one of selectors) targets.set(one, [...(targets.get(one) ?? []), ...style.targets])
    if (style.text !== '') rules.push(`${selectors.join(',')}{${style.text}}`)
  }
  return { text: rules.join(''), targets, isWhole: isWhole && sheet.slice(read).trim() === '' }
}

/** Whether it is a selector that means the same everywhere. */
function isSelector(text: string): boolean {
  return (
    text !== '' && text.length <= 200 && text.split(/[\s>]+/).every((step) => step !== '' && selectorStep.test(step))
  )
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[^]*?(?:\*\/|$)/g, ' ')
}

/** Properties of editors, which draw nothing. */
function isHarmless(property: string): boolean {
  return /^(?:-inkscape|-webkit|-moz|enable-background|font|text|line-height|writing|solid|white-space|color-|image-)/.test(
    property,
  )
}
