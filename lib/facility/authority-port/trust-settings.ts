import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import type { Settings } from '@/lib/config/settings'
import type { AppError } from '@/lib/kernel/app-error'
import { HPKI_OID } from '@/lib/pki/hpki/hpki.oids'
import type { TrustAnchor } from '@/lib/pki/path/path'
import { signingError } from '../signing/signing.errors'

const pem = z.string().regex(/^\s*-----BEGIN CERTIFICATE-----[\s\S]+-----END CERTIFICATE-----\s*$/)
const address = z.url({ protocol: /^https?$/ })
const time = z.iso.datetime({ offset: true }).transform((text) => new Date(text))
const anchor = z.strictObject({
  certificate: pem,
  policies: z.array(z.string()).optional(),
  explicit_policy: z.boolean().optional(),
  trusted_from: time.optional(),
  trusted_until: time.optional(),
})
const hierarchy = {
  anchors: z.array(anchor).min(1),
  intermediates: z.array(pem).default([]),
  crl_urls: z.array(address).min(1),
}
const trustFile = z.strictObject({
  ...hierarchy,
  signer_policies: z.array(z.string()).min(1),
  timestamps: z.strictObject({ ...hierarchy, policies: z.array(z.string()).default([]) }).optional(),
})

/** A certificate as the settings name it: its bytes, or where it is published. */
type CertificateSource = { der: Uint8Array<ArrayBuffer> } | { url: string }

/** An anchor and what the settings say about it; see `TrustAnchor`. */
export type AnchorSettings = {
  source: CertificateSource
} & Omit<TrustAnchor, 'certificate'>

/** Anchors, what helps to reach them, and where their CRLs are. */
export type HierarchySettings = {
  anchors: readonly AnchorSettings[]
  intermediates: readonly CertificateSource[]
  crlUrls: readonly string[]
}

/**
 * Where trust comes from. No address that a document names is asked; a certificate that leads to one of these anchors may name the
 * OCSP responder of its issuer.
 */
export type TrustSettings = HierarchySettings & {
  /** Policies that a signer's certificate may have; HPKI's test policy counts only where it is named. */
  signerPolicies: readonly string[]
  /** For time-stamps, and the policies of theirs that are taken (any when empty); `null`: no time-stamp proves anything. */
  timestamps: (HierarchySettings & { policies: readonly string[] }) | null
}

/**
 * The anchors of `trustAnchorsFile` (JSON, see docs/operations.md), or where it was asked for the test hierarchy that the authority
 * publishes. Without either nothing is trusted.
 * @throws AppError `signing.not_set_up`, also when the file cannot be read or has another form
 */
export async function readTrustSettings({
  trustAnchorsFile,
  testHierarchy,
  authorityUrl,
}: Pick<Settings, 'trustAnchorsFile' | 'testHierarchy' | 'authorityUrl'>): Promise<TrustSettings> {
  if (testHierarchy) return hierarchyOfTests(authorityUrl)
  if (trustAnchorsFile === null) {
    throw notSetUp('SHOMEI_TRUST_ANCHORS_FILE is missing: no document can be signed or verified')
  }
  const file = await readTrustFile(trustAnchorsFile)
  const { timestamps } = file
  return {
    ...toHierarchy(file),
    signerPolicies: file.signer_policies,
    timestamps: timestamps === undefined ? null : { ...toHierarchy(timestamps), policies: timestamps.policies },
  }
}

type Hierarchy = Pick<z.infer<typeof trustFile>, 'anchors' | 'intermediates' | 'crl_urls'>

function toHierarchy({ anchors, intermediates, crl_urls: crlUrls }: Hierarchy): HierarchySettings {
  return {
    anchors: anchors.map(toAnchorSettings),
    intermediates: intermediates.map((certificate) => ({ der: fromPem(certificate) })),
    crlUrls,
  }
}

function toAnchorSettings(anchor: z.infer<typeof trustFile>['anchors'][number]): AnchorSettings {
  const { policies, explicit_policy: explicitPolicy, trusted_from: trustedFrom, trusted_until: trustedUntil } = anchor
  return {
    source: { der: fromPem(anchor.certificate) },
    ...(policies === undefined ? {} : { initialPolicies: policies }),
    ...(explicitPolicy === undefined ? {} : { explicitPolicy }),
    ...(trustedFrom === undefined ? {} : { trustedFrom }),
    ...(trustedUntil === undefined ? {} : { trustedUntil }),
  }
}

async function readTrustFile(path: string): Promise<z.infer<typeof trustFile>> {
  try {
    return trustFile.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch (error) {
    throw notSetUp(`SHOMEI_TRUST_ANCHORS_FILE ${path} cannot be used: ${String(error)}`)
  }
}

function notSetUp(detail: string): AppError {
  return signingError('signing.not_set_up', { detail })
}

function hierarchyOfTests(authorityUrl: string): TrustSettings {
  const published = {
    anchors: [{ source: { url: `${authorityUrl}/ca/test-root.crt` } }],
    intermediates: [{ url: `${authorityUrl}/ca/test-issuing.crt` }],
    crlUrls: [`${authorityUrl}/crl/test-root.crl`, `${authorityUrl}/crl/test-issuing.crl`],
  }
  return {
    ...published,
    signerPolicies: [HPKI_OID.testSignaturePolicy],
    timestamps: { ...published, policies: [] },
  }
}

function fromPem(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(text.replace(/-----[^-]+-----/g, ''), 'base64'))
}
