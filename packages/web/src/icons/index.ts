/** Icons of technologies: what shows them, and what chooses one. Other features enter here. */
export { IconPicture } from './IconPicture.tsx'
export { lookUpIcon, subscribeIcon } from './icon-library.ts'
export type { IconLook } from './icon-library.ts'
