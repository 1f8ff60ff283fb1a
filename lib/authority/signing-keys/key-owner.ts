/** Whom the key of a certificate authority, or of a time-stamp authority, is bound to: no holder. */
export function keyOwnerOf(certificateAuthorityId: string): { credentialId: string; holderId: string } {
  return { credentialId: certificateAuthorityId, holderId: 'authority' }
}
