declare module 'virtual:icon-places' {
  /** A line for each icon that is shipped: `set:name`, the digest in its file's name, and a star for a plain one. */
  export const iconPlaces: string
}
