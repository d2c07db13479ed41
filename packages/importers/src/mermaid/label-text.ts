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

/**
 * The text of a label of a flowchart that is no Markdown string: only what is bold is marked in it, as people do. Stars
 * that are written as `#42;` are stars.
 */
export function flowText(label: string): string {
  return labelText(dropOddTags(label.replaceAll(/\*\*(?!\s)([^*\n]{1,1000})(?<!\s)\*\*/g, '$1')))
}

/** The text of a Markdown string. */
export function markdownText(markdown: string): string {
  return removeEmphasis(labelText(dropOddTags(markdown)))
}

/**
 * Labels of flowcharts are HTML, where `<R, V>` of `Track<R, V>` is a tag with a strange name, and nobody sees it: names
 * are as they are drawn.
 */
function dropOddTags(label: string): string {
  return label
    .replaceAll('</>', '')
    .replaceAll(/<\/?([a-z][^\s/>]{0,100})(?:[\s/][^>]{0,300})?>/gi, (tag, name: string) =>
      /^[a-z][a-z0-9:-]*$/i.test(name) ? tag : '',
    )
}

/** Addresses of links in a label that is HTML. */
export function linksIn(label: string): readonly { readonly title: string; readonly url: string }[] {
  return [...label.matchAll(/<a\s[^<>]{0,500}?href=["']((?:https?:|mailto:)[^"'<>\s]{1,2000})["']/gi)].map(
    ([, url = '']) => ({ title: url, url }),
  )
}
