import { newId } from '@/lib/kernel/ids'
import { keyBindingMac } from '@/lib/keystore/key-binding'
import { parseCertificate } from '@/lib/pki/certificate'
import type { NameAttribute } from '@/lib/pki/issuing/encode-name'
import { issueCertificate } from '@/lib/pki/issuing/issue-certificate'
import { issuerOf } from '@/lib/pki/issuing/issuer-of'
import { issuingCaTemplate, rootCertificateTemplate } from '@/lib/pki/issuing/profiles'
import type { CredentialContext } from '../credential-context'
import { credentialError } from '../credentials/credential.errors'
import { processOrigin } from '../process-origin'
import { recordEvent } from '../record-event'
import { keyOwnerOf } from '../signing-keys/key-owner'
import { insertAssignedKey } from '../signing-keys/signing-key.store'
import { testIssuingName, testRootName } from './certificate-authority'
import {
  findIssuingCertificateAuthority,
  insertCertificateAuthority,
  lockHierarchy,
} from './certificate-authority.store'
import { signerOf } from './certificate-authority-signer'
import { newSerialNumber } from './new-serial-number'

const dayMs = 86_400_000
const rootDays = 7_300
const issuingDays = 5_475
const algorithm = 'rsa-2048'

/** It cannot be mistaken for HPKI: the words are in every name that a certificate shows. */
const organization: readonly NameAttribute[] = [
  ['C', 'JP'],
  ['O', 'TEST - not HPKI'],
]

/**
 * A root and an issuing certificate authority for trying things out, made when there is none. Only the first of several
 * processes that do it at once stores its own.
 * @throws AppError `credential.no_authority` where the settings do not ask for a test hierarchy; KeystoreRefused, KeystoreInDoubt
 */
export async function createTestHierarchy(context: CredentialContext): Promise<void> {
  const { db, keyring, settings } = context
  if (!settings.testHierarchy) throw credentialError('credential.no_authority', { detail: 'SHOMEI_TRUST is not test' })
  if ((await findIssuingCertificateAuthority(db, { isTest: true })) !== null) return
  const made = await makeHierarchy(context)
  await db.transaction(async (tx) => {
    if (await lockHierarchy(tx)) return
    for (const { id, name, issuerId, certificate, key } of made) {
      await insertAssignedKey(tx, key, keyBindingMac(keyring, { ...key, ...keyOwnerOf(id) }))
      await insertCertificateAuthority(tx, { id, name, issuerId, certificate, keyId: key.id, isTest: true })
    }
    for (const { id, name } of made) {
      const event = {
        action: 'certificate_authority.create',
        outcome: 'success',
        actor: 'system',
        subject: id,
      } as const
      await recordEvent(tx, keyring, { ...event, origin: processOrigin, details: { name, is_test: true } })
    }
  })
}

async function makeHierarchy({ settings, signingKeystore }: CredentialContext) {
  const newKey = async () =>
    ({ ...(await signingKeystore.generate(algorithm)), algorithm, id: newId('signingKey') }) as const
  const [rootKey, issuingKey] = [await newKey(), await newKey()]
  const now = Math.floor(Date.now() / 1000) * 1000
  const validity = (days: number) => ({ notBefore: new Date(now - dayMs), notAfter: new Date(now + days * dayMs) })
  const sign = signerOf(signingKeystore, rootKey)
  const rootTemplate = rootCertificateTemplate({
    ...validity(rootDays),
    serialNumber: newSerialNumber(),
    subject: [...organization, ['CN', 'TEST Root CA - not HPKI']],
    publicKey: rootKey.publicKey,
    signatureAlgorithm: 'sha256WithRSAEncryption',
  })
  const rootCertificate = await issueCertificate(rootTemplate, sign)
  const issuingTemplate = issuingCaTemplate(issuerOf(parseCertificate(rootCertificate)), {
    ...validity(issuingDays),
    serialNumber: newSerialNumber(),
    subject: [...organization, ['CN', 'TEST - not HPKI - forNonRepudiation']],
    publicKey: issuingKey.publicKey,
    policies: [settings.credentialPolicy],
    crlUri: `${settings.authorityUrl}/crl/${testRootName}.crl`,
  })
  const issuingCertificate = await issueCertificate(issuingTemplate, sign)
  const [rootId, issuingId] = [newId('certificateAuthority'), newId('certificateAuthority')]
  return [
    { id: rootId, name: testRootName, issuerId: null, certificate: rootCertificate, key: rootKey },
    { id: issuingId, name: testIssuingName, issuerId: rootId, certificate: issuingCertificate, key: issuingKey },
  ]
}
