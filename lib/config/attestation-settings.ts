import { z } from 'zod'

/** Whom an authority trusts about the models of phones; each a path of a file, `null` where it is not set. */
export type AttestationSettings = {
  /** PEM: roots that the attestation of any model may end in. */
  attestationRootsFile: string | null
  /** Metadata BLOB of the FIDO Metadata Service (MDS3), as downloaded. */
  fidoMetadataFile: string | null
  /** PEM: what the BLOB's signer must chain to; `null`: the root that the FIDO Alliance names. */
  fidoMetadataRootsFile: string | null
}

const path = z.string().min(1).optional()
const schema = z.object({
  SHOMEI_ATTESTATION: z.string().optional(),
  SHOMEI_ATTESTATION_ROOTS_FILE: path,
  SHOMEI_FIDO_METADATA_FILE: path,
  SHOMEI_FIDO_METADATA_ROOTS_FILE: path,
})

/** The settings, or one line for each that is missing or wrong. */
export function parseAttestationSettings(
  environment: Readonly<Record<string, string | undefined>>,
): AttestationSettings | { problems: string[] } {
  const parsed = schema.safeParse(environment)
  if (!parsed.success) {
    return { problems: parsed.error.issues.map((issue) => `${issue.path.join('.')}: must be the path of a file`) }
  }
  const value = parsed.data
  const hasTrust = value.SHOMEI_ATTESTATION_ROOTS_FILE ?? value.SHOMEI_FIDO_METADATA_FILE
  if (value.SHOMEI_ATTESTATION === 'required' && hasTrust === undefined) {
    const example = 'SHOMEI_ATTESTATION_ROOTS_FILE=/etc/shomei/attestation-roots.pem'
    return {
      problems: [
        `SHOMEI_ATTESTATION: required refuses every phone without ${example} or SHOMEI_FIDO_METADATA_FILE=/etc/shomei/mds3.jwt`,
      ],
    }
  }
  if (value.SHOMEI_FIDO_METADATA_ROOTS_FILE !== undefined && value.SHOMEI_FIDO_METADATA_FILE === undefined) {
    return { problems: ['SHOMEI_FIDO_METADATA_ROOTS_FILE: is of use with SHOMEI_FIDO_METADATA_FILE only'] }
  }
  return {
    attestationRootsFile: value.SHOMEI_ATTESTATION_ROOTS_FILE ?? null,
    fidoMetadataFile: value.SHOMEI_FIDO_METADATA_FILE ?? null,
    fidoMetadataRootsFile: value.SHOMEI_FIDO_METADATA_ROOTS_FILE ?? null,
  }
}
