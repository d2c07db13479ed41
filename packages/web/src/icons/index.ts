/** Icons of technologies: what shows them, and what chooses one. Other features enter here. */
export { IconPicker } from './IconPicker.tsx'
export { IconPicture } from './IconPicture.tsx'
