import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { toCurl } from './to-curl'

const operation = {
  method: 'POST',
  path: '/api/emr/v1/staff/{staff_id}/sign-out',
  pathExamples: { staff_id: 'D0001' },
  requiredHeaders: { 'idempotency-key': 'k' },
  bodies: [{ mediaType: 'application/json', schema: {}, example: { name: "見本's $HOME `id`" } }],
  showsBearer: true,
}

/** The arguments as a shell hands them over. */
function argumentsOf(command: string): string[] {
  const script = `TOKEN=secret; curl() { for each in "$@"; do printf '%s\\0' "$each"; done; }; ${command}`
  return execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1)
}

test('a shell hands over address, bearer, headers and body as they are', () => {
  expect(argumentsOf(toCurl(operation, 'https://shomei.example'))).toEqual([
    '-sS',
    '-X',
    'POST',
    'https://shomei.example/api/emr/v1/staff/D0001/sign-out',
    '-H',
    'Authorization: Bearer secret',
    '-H',
    'idempotency-key: k',
    '-H',
    'Content-Type: application/json',
    '-d',
    JSON.stringify(operation.bodies[0]?.example, null, 2),
  ])
})

test('a form is sent field by field; a read has no method and no body', () => {
  const form = { mediaType: 'application/x-www-form-urlencoded', schema: {}, example: { a: '1 2' } }
  expect(argumentsOf(toCurl({ ...operation, bodies: [form] }, 'https://x')).slice(-2)).toEqual([
    '--data-urlencode',
    'a=1 2',
  ])
  const read = { ...operation, method: 'GET', path: '/x', bodies: [], requiredHeaders: {}, showsBearer: false }
  expect(toCurl(read, 'https://x')).toBe("curl -sS 'https://x/x'")
})
