import { guessIconOf } from '@statusgraph/model'

/** The icon that a sprite stands for, such as `<$mongodb>`, `$redis,scale=0.5` or `&cloud`; the library is not opened. */
export function iconOfSprite(sprite: string): string | undefined {
  const [, name] = /^<?[$&]?([\p{L}][\p{L}\p{N}_-]{0,100})/u.exec(sprite.trim()) ?? []
  return name === undefined ? undefined : guessIconOf(name.replaceAll('_', ' '))
}

/** The icon of the first sprite in a label or a stereotype that stands for one. */
export function iconInText(text: string): string | undefined {
  for (const [sprite] of text.slice(0, 2_000).matchAll(/<?\$\p{L}[\p{L}\p{N}_-]{0,100}/gu)) {
    const icon = iconOfSprite(sprite)
    if (icon !== undefined) return icon
  }
  return undefined
}

/** The icon of a macro of a library that nobody opened: `AzureCosmosDb` draws one of Azure's. */
export function iconOfMacro(macro: string): string | undefined {
  return guessIconOf(macro.replaceAll('_', ' ').replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')) ?? guessIconOf(macro)
}
