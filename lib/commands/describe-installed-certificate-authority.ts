import { createHash } from 'node:crypto'
import type { InstalledCertificateAuthority } from '@/lib/authority/certificate-authorities/installation/install-certificate-authority'
import type { Settings } from '@/lib/config/settings'
import type { Certificate } from '@/lib/pki/certificate'
import { HPKI_OID } from '@/lib/pki/hpki/hpki.oids'
import { toRfc4514 } from '@/lib/pki/name'
import { writePem } from '@/lib/pki/pem'

const dayMs = 86_400_000

type Surroundings = Pick<Settings, 'authorityUrl' | 'credentialPolicy' | 'credentialDays'> & { now: Date }

/** What an operator must know after installing, and what a facility puts into its SHOMEI_TRUST_ANCHORS_FILE. */
export function describeInstalledCertificateAuthority(
  installed: InstalledCertificateAuthority,
  around: Surroundings,
): string[] {
  const { name, path, isPublished } = installed
  const [certificate] = path
  const root = path.at(-1)
  if (certificate === undefined || root === undefined) return []
  const state = isPublished ? 'CRL published' : 'CRL not published yet: the portal will'
  return [
    `${name}  live  ${toRfc4514(certificate.subject)}  until ${day(certificate.notAfter)}  ${state}`,
    `root  ${toRfc4514(root.subject)}  SHA-256 ${createHash('sha256').update(root.der).digest('hex')}`,
    ...warningsOf(path, around).map((text) => `warning  ${text}`),
    'A facility trusts it by this SHOMEI_TRUST_ANCHORS_FILE:',
    ...JSON.stringify(trustFileOf(installed, around), null, 2).split('\n'),
  ].map((line) => line.replace(/\p{C}/gu, '\uFFFD'))
}

function trustFileOf(
  { name, path }: InstalledCertificateAuthority,
  { authorityUrl, credentialPolicy: policy }: Surroundings,
) {
  const pem = (certificate: Certificate) => writePem(certificate.der, 'CERTIFICATE')
  const crlUrls = [...path.slice(0, -1).flatMap(crlUrlsOf), `${authorityUrl}/crl/${name}.crl`]
  return {
    anchors: path.slice(-1).map((root) => ({ certificate: pem(root), policies: [policy], explicit_policy: true })),
    intermediates: path.slice(0, -1).map(pem),
    crl_urls: [...new Set(crlUrls)],
    signer_policies: [policy],
  }
}

function warningsOf(path: readonly Certificate[], { credentialDays, credentialPolicy, now }: Surroundings): string[] {
  const [certificate] = path
  const end = Math.min(...path.map(({ notAfter }) => notAfter.getTime()))
  const isShort = end < now.getTime() + credentialDays * dayMs
  const withoutCrl = path.slice(0, -1).filter((each) => crlUrlsOf(each).length === 0)
  const isCritical = certificate?.extensions.get('2.5.29.19')?.isCritical
  return [
    ...(isShort
      ? [`certificates are to live ${credentialDays} days, but none is good after ${day(new Date(end))}`]
      : []),
    ...(credentialPolicy === HPKI_OID.testSignaturePolicy ? ['SHOMEI_CREDENTIAL_POLICY is HPKI’s test policy'] : []),
    ...(isCritical ? [] : ['basicConstraints is not critical: strict verifiers refuse every certificate below it']),
    ...(certificate?.authorityKeyId ? [] : ['no authorityKeyIdentifier: strict verifiers refuse it']),
    ...withoutCrl.map(({ subject }) => `${toRfc4514(subject)} names no CRL: ask its issuer and add the address`),
  ]
}

function crlUrlsOf({ crlDistributionPoints }: Certificate): string[] {
  return crlDistributionPoints.flatMap(({ name }) => {
    const names = name?.kind === 'full' ? name.names : []
    return names.flatMap((each) => (each.kind === 'uri' && isWebAddress(each.text) ? [each.text] : []))
  })
}

/** As a facility's trust file takes it. */
function isWebAddress(text: string): boolean {
  return /^https?:\/\/\S+$/i.test(text) && URL.canParse(text)
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10)
}
