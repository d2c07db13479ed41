/**
 * A text with variables as they are where nobody says otherwise; those without a default stay.
 *
 * @example withDefaults('${HOST:-db}:${PORT}') // 'db:${PORT}'
 */
export function withDefaults(text: string): string {
  return text.replaceAll(/\$\{\w+:?-([^${}]*)\}/g, '$1')
}
