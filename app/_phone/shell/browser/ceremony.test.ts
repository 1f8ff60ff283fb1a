import { afterEach, expect, it, vi } from 'vitest'
import { isTapFresh, makePasskey, signWithPasskey, toFailure } from './ceremony'

afterEach(() => {
  vi.unstubAllGlobals()
})

it.each([
  { name: 'NotAllowedError', failure: 'cancelled' },
  { name: 'AbortError', failure: 'cancelled' },
  { name: 'InvalidStateError', failure: 'already_registered' },
  { name: 'NotSupportedError', failure: 'not_supported' },
  { name: 'ConstraintError', failure: 'not_supported' },
  { name: 'SecurityError', failure: 'not_supported' },
  { name: 'UnknownError', failure: 'failed' },
  { name: 'TypeError', failure: 'failed' },
])('P6 $name is told as $failure', ({ name, failure }) => {
  expect(toFailure(new DOMException('', name), 5_000)).toBe(failure)
})

it('P6 something that is no error is told as a failure, not as a cancellation', () => {
  expect(toFailure('no', 5_000)).toBe('failed')
})

it.each([
  { name: 'NotAllowedError', elapsedMs: 0, failure: 'blocked' },
  { name: 'NotAllowedError', elapsedMs: 999, failure: 'blocked' },
  { name: 'NotAllowedError', elapsedMs: 1_000, failure: 'cancelled' },
  { name: 'NotAllowedError', elapsedMs: 60_000, failure: 'cancelled' },
  { name: 'AbortError', elapsedMs: 0, failure: 'cancelled' },
  { name: 'InvalidStateError', elapsedMs: 0, failure: 'already_registered' },
])('P2 $name after $elapsedMs ms is told as $failure: no sheet was shown before a second', (row) => {
  expect(toFailure(new DOMException('', row.name), row.elapsedMs)).toBe(row.failure)
})

const options = { challenge: 'AAAA', rp: { name: 'Shomei' }, user: { id: 'AAAA' }, pubKeyCredParams: [] }

it.each([
  { name: 'create', start: makePasskey },
  { name: 'get', start: signWithPasskey },
] as const)(
  'P4 navigator.credentials.$name is called in the turn of the tap, before anything is awaited',
  ({ name, start }) => {
    const asked = vi.fn(() => new Promise(() => {}))
    vi.stubGlobal('PublicKeyCredential', class {})
    vi.stubGlobal('navigator', { credentials: { [name]: asked } })
    void start(options)
    expect(asked).toHaveBeenCalledOnce()
  },
)

it.each([
  { activation: { isActive: true, hasBeenActive: true }, isFresh: true },
  { activation: { isActive: false, hasBeenActive: true }, isFresh: false },
  { activation: undefined, isFresh: false },
])(
  'P4 a ceremony begins by itself only while the browser counts the last tap: $activation',
  ({ activation, isFresh }) => {
    expect(isTapFresh(activation === undefined ? {} : { userActivation: activation })).toBe(isFresh)
  },
)
