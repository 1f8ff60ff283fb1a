import { afterAll, expect, test } from 'vitest'
import { createHttpClient } from '@/lib/egress/http-client'
import { createKmsKeystore } from '@/lib/keystore/kms/kms-keystore'
import { startFakeKms } from '@/lib/keystore/kms/testing/fake-kms'
import { fakeCredentials, fakeRegion } from '@/lib/keystore/kms/testing/verify-signature'
import { createKek } from '@/lib/keystore/pkcs11/create-kek'
import { createPkcs11Keystore } from '@/lib/keystore/pkcs11/pkcs11-keystore'
import { createSoftTokens, softHsmWrapMechanism, softPins } from '@/lib/keystore/pkcs11/testing/soft-token'
import type { SigningKeystore } from '@/lib/keystore/signing-keystore'
import { writePem } from '@/lib/pki/pem'
import { toPem } from '@/lib/pki/testing/to-pem'
import { getCrl } from '../credentials/get-published'
import { issueCredential } from '../credentials/issue-credential'
import { testOrigin } from '../testing/authority-world'
import { certificateAuthorityRequestWorld, subjectOf } from '../testing/certificate-authority-request-world'
import { openUpperCertificateAuthority } from '../testing/upper-certificate-authority'
import { installCertificateAuthority } from './installation/install-certificate-authority'
import { requestCertificateAuthority } from './request-certificate-authority'

const world = certificateAuthorityRequestWorld()
const upper = await openUpperCertificateAuthority('keystores')
const tokens = createSoftTokens('authority')
const kmsKey = `arn:aws:kms:${fakeRegion}:000000000000:key/authority`
const fakeKms = await startFakeKms([kmsKey])
afterAll(async () => {
  upper.dispose()
  tokens.remove()
  await fakeKms.close()
})

async function openToken(): Promise<SigningKeystore> {
  const { library } = tokens
  const token = { library, tokenLabel: 'authority' }
  await createKek({ ...token, label: 'kek', securityOfficerPin: softPins.securityOfficerPin })
  const wrapping = { kekLabel: 'kek', wrapMechanism: softHsmWrapMechanism }
  return createPkcs11Keystore({ ...token, ...wrapping, pin: softPins.pin, sessions: 1 })
}

async function openKms(): Promise<SigningKeystore> {
  const service = { url: fakeKms.url, region: fakeRegion, ...fakeCredentials, sessionToken: null }
  return createKmsKeystore({ ...service, keyId: kmsKey, threads: 1 }, createHttpClient())
}

test.each([
  ['pkcs11', 'rsa-2048', openToken],
  ['kms', 'rsa-2048', openKms],
] as const)('a key in %s is certified and issues what openssl accepts', async (name, algorithm, open) => {
  const signingKeystore = await open()
  const context = { ...world.context, signingKeystore }
  const asked = await requestCertificateAuthority(context, { name, subject: subjectOf(name), algorithm }, testOrigin)
  const ca = await upper.issue(writePem(asked, 'CERTIFICATE REQUEST'))
  expect(await installCertificateAuthority(context, { name, pem: ca + upper.root }, testOrigin)).toMatchObject({
    isPublished: true,
  })
  const { id: holderId } = await world.newHolder()
  const { certificate } = await issueCredential(context, { holderId }, testOrigin)
  await signingKeystore.close()
  upper.scratch.write('leaf.pem', toPem(certificate, 'CERTIFICATE'))
  upper.scratch.write('ca.pem', ca)
  upper.scratch.write('crl.pem', toPem((await getCrl(context, name))?.der ?? new Uint8Array(), 'X509 CRL'))
  const strict = ['-x509_strict', '-crl_check', '-policy', context.settings.credentialPolicy, '-explicit_policy']
  const files = ['-CAfile', 'root.pem', '-untrusted', 'ca.pem', '-CRLfile', 'crl.pem', 'leaf.pem']
  expect(await upper.run('verify', ...strict, ...files)).toContain('leaf.pem: OK')
  const rows = await world.db.sql<{ keystore: string }[]>`
    SELECT key.keystore FROM authority.signing_key AS key
    JOIN authority.certificate_authority AS authority ON authority.key_id = key.id WHERE authority.name = ${name}`
  expect(rows).toEqual([{ keystore: name }])
})
