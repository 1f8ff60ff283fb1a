import { expect, test } from 'vitest'
import { anyError } from '@/lib/problem/restored-error'
import { authorityError } from '../authority-port/authority.errors'
import { signingError } from './signing.errors'
import { rethrowWithWaysOn } from './ways-on'

test.each([
  ['authority.unavailable', ['retry', 'paper_registered', 'paper']],
  ['authority.client_refused', ['retry', 'paper_registered', 'paper']],
  ['signing.not_set_up', ['paper_registered', 'paper']],
] as const)('%s leaves %j', (code, waysOn) => {
  const failure = anyError(code, { detail: 'why' })
  expect(() => rethrowWithWaysOn(failure)).toThrow(expect.objectContaining({ code, waysOn, detail: 'why' }))
})

test('what the text of a failure names is kept', () => {
  const failure = authorityError('authority.proxy_refused', {
    params: { host: 'authority.example.jp', proxy: 'proxy.example.jp', status: 403 },
  })
  expect(() => rethrowWithWaysOn(failure)).toThrow(expect.objectContaining({ params: failure.params }))
})

test('another refusal stays as it is', () => {
  const failure = signingError('signing.refused', { params: { reason: 'badRequest' } })
  expect(() => rethrowWithWaysOn(failure)).toThrow(failure)
})
