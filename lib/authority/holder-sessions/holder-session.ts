/** The holder's own page, open on one of the holder's phones after a passkey sign-in there. */
export type HolderSession = {
  id: string
  holderId: string
  phoneId: string
  /** Until the session's fixed end, by the database's clock. */
  secondsLeft: number
}

export const holderSessionSeconds = 600
