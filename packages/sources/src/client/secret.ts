import { inspect } from 'node:util'

/** A value that never shows itself: in JSON, in logs and in text it reads `<secret>`. */
export class Secret {
  readonly #read: () => string

  /** @param read gives the value now; a file is read again each time, so that rotated tokens work */
  constructor(read: () => string) {
    this.#read = read
  }

  static of(value: string): Secret {
    return new Secret(() => value)
  }

  /** The value itself, for the one place that sends it. */
  reveal(): string {
    return this.#read()
  }

  toString(): string {
    return '<secret>'
  }

  toJSON(): string {
    return '<secret>'
  }

  [inspect.custom](): string {
    return '<secret>'
  }
}
