import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import type { FailureCode } from '../client/failure.ts'

/** Everything that real upstreams, and what stands before them, do instead of answering. */
export const faults = [
  'hang-before-headers',
  'hang-after-headers',
  'drip',
  'reset',
  'unauthorized',
  'forbidden',
  'too-many-requests',
  'internal-error',
  'unavailable-plain-text',
  'html',
  'cut-json',
  'too-large',
  'gzip-bomb',
  'damaged-gzip',
  'redirect',
  'wrong-schema',
  'empty-success',
  'no-content',
] as const
export type Fault = (typeof faults)[number]

/** The failure that each fault must be reported as. */
export const faultCodes: Readonly<Record<Fault, FailureCode>> = {
  'hang-before-headers': 'timeout',
  'hang-after-headers': 'timeout',
  drip: 'timeout',
  reset: 'reset',
  unauthorized: 'unauthorized',
  forbidden: 'unauthorized',
  'too-many-requests': 'too-many-requests',
  'internal-error': 'http-status',
  'unavailable-plain-text': 'http-status',
  html: 'not-json',
  'cut-json': 'not-json',
  'too-large': 'too-large',
  'gzip-bomb': 'too-large',
  'damaged-gzip': 'not-json',
  redirect: 'redirect',
  'wrong-schema': 'wrong-shape',
  'empty-success': 'empty',
  'no-content': 'empty',
}

const json = { 'content-type': 'application/json' }
const text = { 'content-type': 'text/plain; charset=utf-8' }
const mebibyte = 1024 * 1024
/** Just above the limit of the client. */
const tooLargeMebibytes = 65

/** Answers one request in the manner of the fault; `good` is what it would have been told otherwise. */
export async function answerBadly(fault: Fault, response: ServerResponse, good: string): Promise<void> {
  switch (fault) {
    case 'hang-before-headers':
      return
    case 'hang-after-headers':
      response.writeHead(200, json).flushHeaders()
      return
    case 'drip':
      return drip(response.writeHead(200, json), good)
    case 'reset':
      response.writeHead(200, { ...json, 'content-length': good.length + 100 }).write(good)
      await delay(5)
      response.destroy()
      return
    case 'unauthorized':
      response.writeHead(401, text).end('Unauthorized')
      return
    case 'forbidden':
      response.writeHead(403, text).end('Forbidden')
      return
    case 'too-many-requests':
      response.writeHead(429, { ...text, 'retry-after': '1' }).end('slow down')
      return
    case 'internal-error':
      response.writeHead(500, text).end('boom')
      return
    case 'unavailable-plain-text':
      response.writeHead(503, text).end('Limit of concurrent GET requests reached (8), try again later.\n')
      return
    case 'html':
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Sign in</title><h1>Hello')
      return
    case 'cut-json':
      response.writeHead(200, json).end(good.slice(0, Math.max(1, Math.floor(good.length / 2))))
      return
    case 'too-large':
      return flood(response.writeHead(200, json))
    case 'gzip-bomb':
      response.writeHead(200, { ...json, 'content-encoding': 'gzip' }).end(bomb())
      return
    case 'damaged-gzip':
      response.writeHead(200, { ...json, 'content-encoding': 'gzip' }).end(gzipSync(good).subarray(0, -9))
      return
    case 'redirect':
      response.writeHead(302, { location: '/redirected?token=canary-in-location' }).end()
      return
    case 'wrong-schema':
      response.writeHead(200, json).end('{"ok":true,"__proto__":{"status":"success"}}')
      return
    case 'empty-success':
      response.writeHead(200, json).end('\n')
      return
    case 'no-content':
      response.writeHead(204).end()
  }
}

async function drip(response: ServerResponse, good: string): Promise<void> {
  for (const character of good) {
    if (response.destroyed) return
    response.write(character)
    await delay(1_000, undefined, { ref: false })
  }
  response.end()
}

async function flood(response: ServerResponse): Promise<void> {
  const spaces = Buffer.alloc(mebibyte, ' ')
  const body = Readable.from(Array.from({ length: tooLargeMebibytes }, () => spaces))
  // The client hangs up as soon as it has seen enough.
  await pipeline(body, response).catch(() => {})
}

/** Some 130 KB that unpack to 128 MiB: gzip allows several members one after the other. */
function bomb(): Buffer {
  const member = gzipSync(Buffer.alloc(16 * mebibyte, ' '))
  return Buffer.concat(Array.from({ length: 8 }, () => member))
}
