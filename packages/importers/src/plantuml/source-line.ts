/** A line of a diagram; after the preprocessor it may come from a macro, and then stands where that was called. */
export interface SourceLine {
  readonly text: string
  /** In the file, from 1. */
  readonly line: number
}
