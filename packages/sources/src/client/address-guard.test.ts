import { expect, test } from 'vitest'
import { refuseForbiddenHost } from './address-guard.ts'

test.each([
  'http://169.254.169.254/latest',
  'http://2852039166/',
  'http://0xa9.0xfe.0xa9.0xfe/',
  'http://[::ffff:169.254.169.254]/',
  'http://[fe80::1]/',
  'http://[fd00:ec2::254]/',
])('the address of %s is never spoken to, however it is written', (url) => {
  expect(() => refuseForbiddenHost(new URL(url).hostname)).toThrow('link-local')
})

test.each(['http://127.0.0.1:9093', 'http://[::1]:9093', 'http://10.0.0.1', 'http://alertmanager:9093'])(
  'the address of %s is spoken to',
  (url) => {
    expect(() => refuseForbiddenHost(new URL(url).hostname)).not.toThrow()
  },
)
