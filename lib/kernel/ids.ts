import { toBase64Url } from './bytes'

/**
 * Every kind of record and the prefix of its ids, each prefix for one kind. An id names a record; it is never a credential. Ids are
 * opaque: signing requests of before 0.2.0 begin with `sgr_`, as signature requests still do, and stay valid.
 */
export const idPrefixes = {
  holder: 'hol',
  notificationCard: 'ncd',
  registration: 'reg',
  phone: 'pho',
  challenge: 'chl',
  facilityClient: 'fcl',
  deviceAuthorization: 'dva',
  signInEvidence: 'sev',
  accessToken: 'atk',
  holderSession: 'hse',
  signingKey: 'key',
  certificateAuthority: 'cau',
  timestampAuthority: 'tsa',
  crl: 'crl',
  credential: 'crd',
  activation: 'act',
  sad: 'sad',
  signatureRequest: 'sgr',
  facility: 'fac',
  staff: 'stf',
  terminal: 'ter',
  emrClient: 'emr',
  launch: 'lau',
  signIn: 'sin',
  vaultToken: 'vlt',
  consoleAccount: 'cac',
  consoleSession: 'cse',
  operator: 'opr',
  operatorSession: 'ose',
  signingRequest: 'srq',
  request: 'req',
} as const

export type IdKind = keyof typeof idPrefixes

/** An id of one kind of record, so that a code of the hospital or an id of another kind does not compile in its place. */
export type Id<Kind extends IdKind> = `${(typeof idPrefixes)[Kind]}_${string}`

const octets = 16
/** Drawn for 64 ids at a time, because drawing costs more than what is drawn; ids are no secrets. */
const drawn = new Uint8Array(64 * octets)
let used = drawn.length

/** A new id, `<prefix>_<128 random bits in base64url>`. */
export function newId<Kind extends IdKind>(kind: Kind): Id<Kind> {
  if (used === drawn.length) {
    crypto.getRandomValues(drawn)
    used = 0
  }
  used += octets
  return `${idPrefixes[kind]}_${toBase64Url(drawn.subarray(used - octets, used))}`
}
