import { expect, test } from 'vitest'
import { asUnavailable } from './unavailable'

/** As the system reports what happened to a connection. */
const failed = (code: string) => Object.assign(new Error(`connect ${code}`), { code, syscall: 'connect' })

test.each(['ECONNREFUSED', 'EHOSTDOWN', 'ENETDOWN', 'ECONNABORTED', 'EMFILE', 'ENFILE', 'EADDRNOTAVAIL', 'ENOBUFS'])(
  'a connection to the database that cannot be made is 503, whatever the system lacks: %s',
  (code) => {
    for (const error of [failed(code), new Error('driver', { cause: failed(code) })])
      expect(asUnavailable(error)).toMatchObject({ code: 'service.unavailable', retryAfterSeconds: 5 })
  },
)

test('a file that is not there is no database that is away', () => {
  const error = failed('ENOENT')
  expect(asUnavailable(error)).toBe(error)
})
