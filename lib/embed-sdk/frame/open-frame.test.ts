import { expect, test } from 'vitest'
import { secureAddressOf } from './open-frame'

test.each([
  ['http:', '', 'http://emr.hospital.example/charts/1?x=1#y', 'https://emr.hospital.example/charts/1?x=1#y'],
  ['http:', '8080', 'http://emr.hospital.example:8080/', null],
  ['https:', '', 'https://emr.hospital.example/', null],
])('the way out of %s with port "%s" is known only where it can be', (protocol, port, href, expected) => {
  expect(secureAddressOf({ protocol, port, href })).toBe(expected)
})
