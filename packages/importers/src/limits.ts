/** What an import may cost. Whoever runs it in a worker also limits its time and memory. */
export const importLimits = {
  /** Characters of the file. */
  text: 8 * 1024 * 1024,
  /** Characters of what was packed in it. */
  inflated: 32 * 1024 * 1024,
  /** How deep things may lie in one another. */
  depth: 64,
  nodes: 20_000,
  edges: 60_000,
  /** Lines and words that a text format may have, many times more than the largest graph needs. */
  lines: 200_000,
  words: 1_000_000,
  /** So many things that are not understood mean that it is another format. */
  misunderstood: 10_000,
  /** Diagnostics that are told one by one; of more, each cause is counted. */
  diagnostics: 500,
} as const
