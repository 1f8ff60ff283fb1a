/** Whom the key of a certificate authority, or of a time-stamp authority, is bound to: no holder. */
export function keyOwnerOf(authorityId: string): { credentialId: string; holderId: string } {
  return { credentialId: authorityId, holderId: 'authority' }
}
