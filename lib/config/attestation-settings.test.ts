import { expect, test } from 'vitest'
import { parseAttestationSettings } from './attestation-settings'

const roots = '/etc/shomei/attestation-roots.pem'
const blob = '/etc/shomei/mds3.jwt'

test.each([
  [{}, { attestationRootsFile: null, fidoMetadataFile: null, fidoMetadataRootsFile: null }],
  [{ SHOMEI_ATTESTATION: 'wanted' }, { attestationRootsFile: null }],
  [{ SHOMEI_ATTESTATION: 'required', SHOMEI_ATTESTATION_ROOTS_FILE: roots }, { attestationRootsFile: roots }],
  [
    { SHOMEI_ATTESTATION: 'required', SHOMEI_FIDO_METADATA_FILE: blob, SHOMEI_FIDO_METADATA_ROOTS_FILE: roots },
    { fidoMetadataFile: blob, fidoMetadataRootsFile: roots },
  ],
])('%o', (environment, expected) => {
  expect(parseAttestationSettings(environment)).toMatchObject(expected)
})

test.each([
  [
    'required without anything to prove by',
    { SHOMEI_ATTESTATION: 'required' },
    /^SHOMEI_ATTESTATION: .*SHOMEI_FIDO_METADATA_FILE=/,
  ],
  ['an empty path', { SHOMEI_ATTESTATION_ROOTS_FILE: '' }, /^SHOMEI_ATTESTATION_ROOTS_FILE: must be the path/],
  [
    'a root of metadata that are not there',
    { SHOMEI_FIDO_METADATA_ROOTS_FILE: roots },
    /SHOMEI_FIDO_METADATA_FILE only/,
  ],
])('%s is refused with the name of the setting', (_, environment, problem) => {
  expect(parseAttestationSettings(environment)).toEqual({ problems: [expect.stringMatching(problem)] })
})
