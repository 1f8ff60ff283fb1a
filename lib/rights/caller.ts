/**
 * Who may call an operation; each operation declares one.
 * - `nobody`: any caller, without credentials, at a declared cost.
 * - `phone`: the browser that registers a phone or has claimed a sign-in.
 * - `holder`: the holder's own page, after a passkey sign-in there.
 * - `emr_client`: the back end of an EMR.
 * - `frame`: one iframe inside an EMR screen.
 * - `facility_client`: a hospital's process at the authority (RFC 7523).
 * - `access_token`: a caller of the CSC API with the token of a daily sign-in.
 * - `helper`: the card helper; no operation has it yet.
 * - `console`: an account of a console whose role holds the declared right.
 */
export const callerKinds = [
  'nobody',
  'phone',
  'holder',
  'emr_client',
  'frame',
  'facility_client',
  'access_token',
  'helper',
  'console',
] as const

export type CallerKind = (typeof callerKinds)[number]
