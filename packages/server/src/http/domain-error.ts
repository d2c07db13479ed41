import type { DocumentFault } from '@statusgraph/model'
import type { ProblemCode } from '@statusgraph/protocol'

/** A request that cannot be granted: becomes a problem with a stable code. */
export class DomainError extends Error {
  readonly code: ProblemCode
  readonly faults: readonly DocumentFault[] | undefined
  /** Further members of the problem. */
  readonly members: Readonly<Record<string, unknown>>
  readonly headers: Readonly<Record<string, string>>

  constructor(
    code: ProblemCode,
    message: string,
    more: {
      readonly faults?: readonly DocumentFault[]
      readonly members?: Readonly<Record<string, unknown>>
      readonly headers?: Readonly<Record<string, string>>
      readonly cause?: unknown
    } = {},
  ) {
    super(message, { cause: more.cause })
    this.name = 'DomainError'
    this.code = code
    this.faults = more.faults
    this.members = more.members ?? {}
    this.headers = more.headers ?? {}
  }
}
