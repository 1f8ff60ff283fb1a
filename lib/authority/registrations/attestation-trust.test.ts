import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { AttestationSettings } from '@/lib/config/attestation-settings'
import { SettingsError } from '@/lib/config/settings'
import { writePem } from '@/lib/pki/pem'
import { createTestAttestationCa } from '@/lib/webauthn/testing/attestation-makers'
import { at } from '@/lib/webauthn/testing/ceremony'
import { createTestMetadataService, signMetadataBlob } from '@/lib/webauthn/testing/metadata-blob'
import { attestationTrust, readAttestationTrust } from './attestation-trust'

const folder = mkdtempSync(join(tmpdir(), 'shomei-attestation-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const ca = createTestAttestationCa()
const service = createTestMetadataService()

function write(text: string, path = join(folder, randomUUID())): string {
  writeFileSync(path, text)
  return path
}

const nothing: AttestationSettings = { attestationRootsFile: null, fidoMetadataFile: null, fidoMetadataRootsFile: null }
const rootsFile = write(`roots of phones\n${writePem(ca.root.der, 'CERTIFICATE')}`)
const serviceRootFile = write(writePem(service.root.der, 'CERTIFICATE'))
const blobFile = (members = {}) => write(signMetadataBlob(service, members))

describe('the files that attestation is judged by', () => {
  test('none set: nothing is trusted', () => {
    expect(readAttestationTrust(nothing, at)).toEqual({ trustAnchorsDer: [] })
  })

  test('roots and metadata', () => {
    const files = {
      attestationRootsFile: rootsFile,
      fidoMetadataFile: blobFile(),
      fidoMetadataRootsFile: serviceRootFile,
    }
    expect(readAttestationTrust(files, at)).toMatchObject({ trustAnchorsDer: [ca.root.der], metadata: { serial: 7 } })
  })

  test.each<{ name: string; files: Partial<AttestationSettings>; setting: string; why: string }>([
    {
      name: 'a file that is not there',
      files: { attestationRootsFile: join(folder, 'missing') },
      setting: 'SHOMEI_ATTESTATION_ROOTS_FILE',
      why: 'there is no such file',
    },
    {
      name: 'a folder',
      files: { attestationRootsFile: folder },
      setting: 'SHOMEI_ATTESTATION_ROOTS_FILE',
      why: 'EISDIR',
    },
    {
      name: 'a file without certificates',
      files: { attestationRootsFile: write('roots') },
      setting: 'SHOMEI_ATTESTATION_ROOTS_FILE',
      why: 'not a PEM file of certificates',
    },
    {
      name: 'a PEM block that is no certificate',
      files: { attestationRootsFile: write(writePem(new Uint8Array(9), 'CERTIFICATE')) },
      setting: 'SHOMEI_ATTESTATION_ROOTS_FILE',
      why: 'a certificate cannot be read',
    },
    {
      name: 'a BLOB that the built-in root did not sign',
      files: { fidoMetadataFile: blobFile() },
      setting: 'SHOMEI_FIDO_METADATA_FILE',
      why: 'chain_untrusted',
    },
    {
      name: 'a BLOB of somebody else',
      files: {
        fidoMetadataFile: write(signMetadataBlob(service, {}, { host: 'www.example.com' })),
        fidoMetadataRootsFile: serviceRootFile,
      },
      setting: 'SHOMEI_FIDO_METADATA_FILE',
      why: 'signer_unknown',
    },
    {
      name: 'roots of the BLOB that are none',
      files: { fidoMetadataFile: blobFile(), fidoMetadataRootsFile: write('x') },
      setting: 'SHOMEI_FIDO_METADATA_ROOTS_FILE',
      why: 'not a PEM file',
    },
  ])('$name stops the start, with the setting and an example', ({ files, setting, why }) => {
    const read = () => readAttestationTrust({ ...nothing, ...files }, at)
    expect(read).toThrow(SettingsError)
    expect(read).toThrow(new RegExp(`^${setting}: .*${why}.*e\\.g\\. /etc/shomei/`))
  })
})

describe('a file that is replaced while the process runs', () => {
  const begin = () => {
    const fidoMetadataFile = blobFile({ no: 7 })
    const files = { ...nothing, fidoMetadataFile, fidoMetadataRootsFile: serviceRootFile }
    return { files, serial: () => attestationTrust(files, at).metadata?.serial }
  }

  test('later metadata take its place', () => {
    const { files, serial } = begin()
    expect(serial()).toBe(7)
    write(signMetadataBlob(service, { no: 10_008 }), files.fidoMetadataFile)
    expect(serial()).toBe(10_008)
  })

  test.each([
    ['AT-45: metadata with a lower serial number', signMetadataBlob(service, { no: 6, legalHeader: 'older' })],
    ['AT-45: metadata of somebody else', signMetadataBlob(createTestMetadataService(), { no: 9 })],
    ['a file cut off in the middle', 'eyJ'],
  ])('%s are not used, and what was known goes on', (_, text) => {
    const { files, serial } = begin()
    expect(serial()).toBe(7)
    write(text, files.fidoMetadataFile)
    expect(serial()).toBe(7)
    expect(serial()).toBe(7)
  })

  test('a file that goes away leaves what was known', () => {
    const { files, serial } = begin()
    expect(serial()).toBe(7)
    rmSync(files.fidoMetadataFile)
    expect(serial()).toBe(7)
  })
})
