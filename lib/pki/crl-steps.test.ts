import { expect, test } from 'vitest'
import { parseCrl, parseCrlInSteps } from './crl'
import { createTestPki } from './testing/test-pki'

test('a CRL read in steps is the same as one read at once, and is refused for the same', async () => {
  const pki = await createTestPki({ algorithm: 'p-256' })
  const entries = Array.from({ length: 1_200 }, (_, index) => ({
    serialNumber: (0x4000_0000 + index).toString(16),
    revocationDate: pki.at,
  }))
  const der = await pki.crl({ entries })
  let pauses = 0
  const pause = async () => {
    pauses += 1
  }
  expect(await parseCrlInSteps(der, pause)).toEqual(parseCrl(der))
  expect(pauses).toBe(2)
  const cut = der.subarray(0, der.length - 1)
  expect(() => parseCrl(cut)).toThrow(expect.objectContaining({ finding: 'der_malformed' }))
  await expect(parseCrlInSteps(cut, pause)).rejects.toMatchObject({ finding: 'der_malformed' })
})
