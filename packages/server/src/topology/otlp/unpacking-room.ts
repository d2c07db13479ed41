import { DomainError } from '../../http/domain-error.ts'

/** Where bodies are unpacked: a few large ones at a time, or many small ones. */
export interface UnpackingRoom {
  /**
   * Does work that takes as many bytes.
   *
   * @throws DomainError when so much is at work already that there is no room for it
   */
  holding<T>(bytes: number, work: () => Promise<T>): Promise<T>
}

export function createUnpackingRoom(mostBytes: number): UnpackingRoom {
  let takenBytes = 0
  return {
    async holding(bytes, work) {
      // Whatever is alone has room: how large one body may be is decided elsewhere.
      if (takenBytes > 0 && takenBytes + bytes > mostBytes) {
        throw new DomainError('topology/too-fast', 'As many large bodies are unpacked as may be. Come back in 1 s.', {
          headers: { 'retry-after': '1' },
        })
      }
      takenBytes += bytes
      try {
        return await work()
      } finally {
        takenBytes -= bytes
      }
    },
  }
}
