import { iconAliases } from '@statusgraph/model'
import { iconList, iconSets } from '@statusgraph/web/icon-list'
import { writeTable } from './page.ts'
import type { ReferencePage } from './page.ts'

const introduction = `# Icons

What a node's \`icon\` may name, beside [icons of your own](../how-to/use-your-own-icons.md).

A node without an \`icon\` gets the one that its image, labels, name or services tell: \`orders-postgres\` and
\`bitnami/postgresql:16\` become PostgreSQL. Whole words count, the last one first. An \`icon\` wins over that;
\`none:none\` says that the node has none. An icon that nobody has is valid, and the shape of the kind is shown.`

/** Every icon that is shipped, from the list that the build ships by. */
export const iconsPage: ReferencePage = {
  file: 'icons.md',
  write() {
    const words = Map.groupBy(iconAliases, ([, icon]) => icon)
    const sections = iconList.map(({ title, icons }) => {
      const rows = icons.map(([icon, name]) => [
        `\`${icon}\``,
        name,
        (words.get(icon) ?? []).map(([word]) => `\`${word}\``).join(' '),
      ])
      return `## ${title}\n\n${writeTable(['Icon', 'Shows', 'Guessed from'], rows)}`
    })
    const terms = iconSets.map(({ set, title, home, licence }) => [`\`${set}\``, `[${title}](${home})`, licence])
    return [
      introduction,
      `## Sets and licences\n\n${writeTable(['Set', 'From', 'Licence'], terms)}`,
      'The licences travel with the icons: every server has them at `/assets/icons/licences.txt`. Names and logos are ' +
        'marks of their owners; showing one says that a system uses a product, and nothing else.',
      ...sections,
    ]
      .join('\n\n')
      .concat('\n')
  },
}
