import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate, inflateRaw, type ZlibOptions } from 'node:zlib'
import { UpstreamError } from './failure.ts'

/**
 * Reads a whole body and undoes its compression; neither form may be larger than the limit.
 * @param expectedBytes a guess at its size: where it holds, 46 MB never have to be copied in one go
 */
export async function readBody(
  body: AsyncIterable<Buffer>,
  encoding: string | string[] | undefined,
  limitBytes: number,
  expectedBytes: number,
): Promise<{ readonly bytes: Buffer; readonly receivedBytes: number }> {
  let room = Buffer.allocUnsafeSlow(Math.min(expectedBytes + 1024, limitBytes))
  let size = 0
  for await (const chunk of body) {
    const needed = size + chunk.length
    if (needed > limitBytes) throw tooLarge(limitBytes)
    if (needed > room.length) {
      const larger = Buffer.allocUnsafeSlow(Math.min(Math.max(2 * room.length, needed), limitBytes))
      room.copy(larger, 0, 0, size)
      room = larger
    }
    chunk.copy(room, size)
    size = needed
  }
  return { bytes: await decompress(room.subarray(0, size), encoding, limitBytes), receivedBytes: size }
}

const gunzipAsync = promisify<Buffer, ZlibOptions, Buffer>(gunzip)
const inflateAsync = promisify<Buffer, ZlibOptions, Buffer>(inflate)
const inflateRawAsync = promisify<Buffer, ZlibOptions, Buffer>(inflateRaw)
const brotliAsync = promisify<Buffer, ZlibOptions, Buffer>(brotliDecompress)

async function decompress(
  packed: Buffer,
  encoding: string | string[] | undefined,
  limitBytes: number,
): Promise<Buffer> {
  const named = (typeof encoding === 'string' ? encoding : (encoding ?? []).join(',')).trim().toLowerCase()
  if (packed.length === 0 || named === '' || named === 'identity') return packed
  const unpack = unpackers[named]
  if (unpack === undefined) {
    throw new UpstreamError('not-json', 'The answer is compressed in a way that was not asked for.')
  }
  try {
    // A bomb is stopped while it unpacks: zlib gives up at maxOutputLength.
    return await unpack(packed, { maxOutputLength: limitBytes, chunkSize: 256 * 1024 })
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge(limitBytes)
    throw new UpstreamError('not-json', 'The compressed answer is damaged or cut short.')
  }
}

const unpackers: Readonly<Record<string, (packed: Buffer, options: ZlibOptions) => Promise<Buffer>>> = {
  gzip: gunzipAsync,
  'x-gzip': gunzipAsync,
  br: brotliAsync,
  // Some servers send deflate with its zlib header, as the standard says, and some without.
  deflate: (packed, options) => ((packed[0] ?? 0) % 16 === 8 ? inflateAsync : inflateRawAsync)(packed, options),
}

function tooLarge(limitBytes: number): UpstreamError {
  const mebibytes = Math.round((limitBytes / 1024 / 1024) * 10) / 10
  return new UpstreamError('too-large', `The answer is larger than the limit of ${mebibytes} MiB.`)
}
