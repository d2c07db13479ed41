/** A set that icons are taken from, and on what terms. */
export interface IconSetTerms {
  /** Its name in `set:name`, and in `@iconify-json/…`. */
  readonly set: string
  readonly title: string
  readonly home: string
  /** As SPDX has it. */
  readonly licence: 'Apache-2.0' | 'CC0-1.0' | 'MIT'
  /** The line that the licence wants to be kept. */
  readonly notice?: string
}

/** Every set that icons are taken from. All may be passed on; the marks themselves belong to their owners. */
export const iconSets: readonly IconSetTerms[] = [
  { set: 'logos', title: 'SVG Logos', home: 'https://github.com/gilbarbara/logos', licence: 'CC0-1.0' },
  {
    set: 'devicon',
    title: 'Devicon',
    home: 'https://github.com/devicons/devicon',
    licence: 'MIT',
    notice: 'Copyright (c) 2015 konpa',
  },
  {
    set: 'simple-icons',
    title: 'Simple Icons',
    home: 'https://github.com/simple-icons/simple-icons',
    licence: 'CC0-1.0',
  },
  {
    set: 'carbon',
    title: 'Carbon',
    home: 'https://github.com/carbon-design-system/carbon',
    licence: 'Apache-2.0',
    notice: 'Copyright IBM Corp.',
  },
  {
    set: 'mdi',
    title: 'Material Design Icons',
    home: 'https://github.com/Templarian/MaterialDesign',
    licence: 'Apache-2.0',
    notice: 'Copyright Pictogrammers',
  },
]
