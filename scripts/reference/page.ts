/** One page of docs/reference, made from code. */
export interface ReferencePage {
  /** In docs/reference. */
  readonly file: string
  readonly write: () => string
}

/** A Markdown table; cells may hold anything on one line. */
export function writeTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', String.raw`\|`)).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}
