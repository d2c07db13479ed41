import { htmlToText, removeEmphasis } from '../plain-text.ts'

/**
 * A label as a person reads it: `#quot;` and `&quot;` as characters, HTML and the emphasis of Markdown strings gone,
 * icons of fonts left out.
 *
 * @example labelText('fa:fa-server <b>Orders</b>\\n(Go)') // 'Orders\n(Go)'
 */
export function labelText(label: string): string {
  const html = label
    .replaceAll(/#(\d{1,7}|x[0-9a-f]{1,6});/gi, '&#$1;')
    .replaceAll(/#([a-z][a-z0-9]{1,30});/gi, '&$1;')
    .replaceAll(/\bfa[bklrs]?:fa-[\w-]+/g, ' ')
    .replaceAll('\\n', '\n')
  return htmlToText(html)
}

/** The text of a Markdown string, which is the only place where emphasis is written. */
export function markdownText(markdown: string): string {
  return removeEmphasis(labelText(markdown))
}

/** Addresses of links in a label that is HTML. */
export function linksIn(label: string): readonly { readonly title: string; readonly url: string }[] {
  return [...label.matchAll(/<a\s[^<>]{0,500}?href=["']((?:https?:|mailto:)[^"'<>\s]{1,2000})["']/gi)].map(
    ([, url = '']) => ({ title: url, url }),
  )
}
