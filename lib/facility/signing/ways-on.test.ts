import { expect, test } from 'vitest'
import { AppError } from '@/lib/kernel/app-error'
import { whileAway } from './ways-on'

test.each([
  ['authority.unavailable', true, ['retry', 'hpki_card_local_signing', 'paper_registered', 'paper']],
  ['authority.client_refused', false, ['retry', 'paper_registered', 'paper']],
  ['signing.not_set_up', true, ['hpki_card_local_signing', 'paper_registered', 'paper']],
  ['signing.not_set_up', false, ['paper_registered', 'paper']],
])('%s with a reader: %s leaves %j', (code, hasReader, waysOn) => {
  const failure = new AppError(code, { detail: 'why' })
  expect(() => whileAway({ hasReader })(failure)).toThrow(expect.objectContaining({ code, waysOn, detail: 'why' }))
})

test('what the text of a failure names is kept', () => {
  const failure = new AppError('authority.proxy_refused', { params: { host: 'authority.example.jp', status: 403 } })
  expect(() => whileAway({ hasReader: false })(failure)).toThrow(expect.objectContaining({ params: failure.params }))
})

test('another refusal stays as it is', () => {
  const failure = new AppError('signing.refused')
  expect(() => whileAway({ hasReader: true })(failure)).toThrow(failure)
})
