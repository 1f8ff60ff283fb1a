import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import type { Settings } from '@/lib/config/settings'
import { HPKI_OID } from '@/lib/pki/hpki/hpki.oids'

const pem = z.string().regex(/^\s*-----BEGIN CERTIFICATE-----[\s\S]+-----END CERTIFICATE-----\s*$/)
const address = z.url({ protocol: /^https?$/ })
const trustFile = z.strictObject({
  anchors: z
    .array(
      z.strictObject({
        certificate: pem,
        policies: z.array(z.string()).optional(),
        explicit_policy: z.boolean().optional(),
      }),
    )
    .min(1),
  intermediates: z.array(pem).default([]),
  crl_urls: z.array(address).min(1),
  signer_policies: z.array(z.string()).min(1),
})

/** A certificate as the settings name it: its octets, or where it is published. */
type CertificateSource = { der: Uint8Array<ArrayBuffer> } | { url: string }

/** Where trust comes from. No other address is ever asked, whatever a document says. */
export type TrustSettings = {
  anchors: readonly { source: CertificateSource; policies?: readonly string[]; explicitPolicy?: boolean }[]
  intermediates: readonly CertificateSource[]
  crlUrls: readonly string[]
  /** Policies that a signer's certificate may have; HPKI's test policy counts only where it is named. */
  signerPolicies: readonly string[]
}

/**
 * The anchors of `trustAnchorsFile` (JSON, see docs/operations.md), or without it the test hierarchy that the authority of a
 * demonstration publishes.
 * @throws Error when the file cannot be read or has another form
 */
export async function readTrustSettings({
  trustAnchorsFile,
  authorityUrl,
}: Pick<Settings, 'trustAnchorsFile' | 'authorityUrl'>): Promise<TrustSettings> {
  if (trustAnchorsFile === null) return testHierarchy(authorityUrl)
  const file = trustFile.parse(JSON.parse(await readFile(trustAnchorsFile, 'utf8')))
  return {
    anchors: file.anchors.map(({ certificate, policies, explicit_policy: explicitPolicy }) => ({
      source: { der: fromPem(certificate) },
      ...(policies === undefined ? {} : { policies }),
      ...(explicitPolicy === undefined ? {} : { explicitPolicy }),
    })),
    intermediates: file.intermediates.map((certificate) => ({ der: fromPem(certificate) })),
    crlUrls: file.crl_urls,
    signerPolicies: file.signer_policies,
  }
}

function testHierarchy(authorityUrl: string): TrustSettings {
  return {
    anchors: [{ source: { url: `${authorityUrl}/ca/test-root.crt` } }],
    intermediates: [{ url: `${authorityUrl}/ca/test-issuing.crt` }],
    crlUrls: [`${authorityUrl}/crl/test-root.crl`, `${authorityUrl}/crl/test-issuing.crl`],
    signerPolicies: [HPKI_OID.testSignaturePolicy],
  }
}

function fromPem(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(text.replace(/-----[^-]+-----/g, ''), 'base64'))
}
