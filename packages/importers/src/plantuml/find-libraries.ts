import type { ImportDiagnostic } from '../draft.ts'

interface Include {
  /** As it is written, with variables filled in. */
  readonly target: string
  readonly line: number
}

/** The library whose macros are built in here: from the net, from the standard library or from a copy. */
export function isC4Library(target: string): boolean {
  const file = target.replaceAll(/[<>"]/g, '').split(/[\\/]/).at(-1) ?? ''
  return /^C4(?:_(?:Context|Container|Component|Deployment|Dynamic|Sequence))?(?:\.puml|\.iuml|\.plantuml)?(?:[!?].*)?$/i.test(
    file.trim(),
  )
}

export function isSequenceLibrary(target: string): boolean {
  return /\bC4_Sequence\b/i.test(target)
}

/** Libraries of icons that PlantUML ships or that are known by the place they lie in. */
const iconLibrary =
  /(?:^|[</\\])(?:tupadr3|(?:plantuml-icon-)?font-sprites|font-?awesome(?:-\d)?|devicons2?|material2?|govicons|weather|logos|office|cloudinsight|cloudogu|awslib\d*|aws-icons-for-plantuml|AWSPuml|AzurePuml|Azure-PlantUML|azure|gcp|gcp-icons|k8s|kubernetes|kubernetes-plantuml|eip|elastic|edgy|osa2?|domainstory|[\w.-]+-(?:icons|sprites))(?=[/\\>]|$)/i

/** What is said of files that are included: none of them is opened, and libraries of icons are told once. */
export function tellIncludes(includes: readonly Include[]): readonly ImportDiagnostic[] {
  const icons = includes.filter(({ target }) => iconLibrary.test(target.trim()))
  const others = includes.filter((include) => !icons.includes(include))
  const [first] = icons
  const message = 'Libraries of icons are never opened: what they draw is guessed from names.'
  return [
    ...(first === undefined ? [] : [{ kind: 'lost', message, line: first.line, count: icons.length } as const]),
    ...others.map(({ target, line }): ImportDiagnostic => {
      const message = `Another file is never opened: ${withoutSecret(target)}. What it defines is missing here.`
      return { kind: 'lost', message, line }
    }),
  ]
}

/** An address without the name and password that may stand in it, and without what is asked of it. */
function withoutSecret(target: string): string {
  return target
    .replace(/\/\/[^/@\s]*@/, '//')
    .replace(/[?#].*$/, '')
    .slice(0, 200)
}
