/** A reference is short; a long one is something else, and is not searched. */
const longest = 1_000

/**
 * The reference of an image as a person would say it: variables replaced by their defaults, without the digest.
 *
 * @example tidyImage('${REGISTRY:-ghcr.io}/shop/cart:${TAG}@sha256:ab12') // 'ghcr.io/shop/cart'
 */
export function tidyImage(image: string): string | undefined {
  if (image.length > longest) return undefined
  const plain = image
    .replaceAll(/\$\{\w+:?[-+]([^${}]*)\}/g, '$1')
    .replaceAll(/\$\{[^{}]*\}|\$\w+/g, '')
    .replace(/@sha256:[0-9a-f]*$/i, '')
    // What is left of a tag or a host that was nothing but variables.
    .replaceAll(/:[-.:_]*(?=$|\/)/g, '')
    .replaceAll(/^[/.:_-]+|[/:]+$/g, '')
    .trim()
  return plain === '' ? undefined : plain
}
