import { expect, test } from 'vitest'
import { isPageOrigin } from './web-origin'

test.each([
  ['https://emr.hospital.example.jp', true],
  ['https://emr.hospital.example.jp:8443', true],
  ['http://emr.localhost:3001', true],
  ['http://127.0.0.1:3001', true],
  ['http://emr.hospital.example.jp', false],
  ['https://emr.hospital.example.jp/', false],
  ['https://emr.hospital.example.jp/chart', false],
  ['https://EMR.hospital.example.jp', false],
  ['https://*.hospital.example.jp', false],
  ['https://user@emr.hospital.example.jp', false],
  ["https://emr.hospital.example.jp 'self'", false],
  ['https://emr.hospital.example.jp; script-src *', false],
  ['null', false],
  ['*', false],
  ['', false],
  ['javascript:alert(1)', false],
  ['data:text/html,x', false],
  ['http://notlocalhost', false],
])('E1 %s may embed: %s', (origin, expected) => expect(isPageOrigin(origin)).toBe(expected))
