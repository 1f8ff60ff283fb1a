/**
 * Why the helper could not do what it was asked, the same codes at every hop: card helper, page, facility. By whose fault: of the
 * machine, of the card, of the person, of the caller. Closed: a code that is not here is no message of this version.
 */
export const helperErrorCodes = [
  'helper.no_pcsc',
  'helper.no_reader',
  'helper.no_card',
  'helper.card_unknown',
  'helper.card_removed',
  'helper.card_in_use',
  'helper.pin_wrong',
  'helper.pin_blocked',
  'helper.cancelled',
  'helper.timed_out',
  'helper.busy',
  'helper.origin_refused',
  'helper.message_malformed',
  'helper.version_unsupported',
  'helper.internal',
] as const

export type HelperErrorCode = (typeof helperErrorCodes)[number]
