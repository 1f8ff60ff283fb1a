/** The caller that presents today's access token: the holder who signed in, through one facility. */
export type Bearer = {
  accessTokenId: string
  holderId: string
  facilityClientId: string
  /** RFC 8705 thumbprint of the client certificate the token is bound to. */
  certificateThumbprint: string | null
  expiresAt: Date
}
