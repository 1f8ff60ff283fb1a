/** What the FIDO Metadata Service says of one model of authenticator, as far as it is read here. */
export type ModelMetadata = {
  /** DER certificates that its attestation chains end in: roots, intermediates or the attestation certificates themselves. */
  rootsDer: readonly Uint8Array[]
  statusReports: readonly {
    status: string
    /** `null`: at once. */
    effectiveDate: Date | null
    /** Of one batch with a compromised attestation key; `null`: the whole model. */
    certificateDer: Uint8Array | null
  }[]
}

/** A metadata BLOB whose signature was right (FIDO Metadata Service v3.1). */
export type FidoMetadata = {
  /** Serial number; a later BLOB has a higher one. */
  serial: number
  /** End of the day that `nextUpdate` names, in UTC. */
  staleFrom: Date
  /** By AAGUID, 8-4-4-4-12 in lower case. */
  models: ReadonlyMap<string, ModelMetadata>
}
