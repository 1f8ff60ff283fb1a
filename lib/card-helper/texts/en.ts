import type { HelperTexts } from './helper-texts'

export const en: HelperTexts = {
  settingsRight: 'The settings are right.',
  settingsWrong: 'The settings are wrong.',
  cardsNotSupported: 'This version does not read cards yet. It can check its settings only.',
  errors: {
    'helper.no_pcsc': 'The smart card service is not available. Contact your IT department.',
    'helper.no_reader': 'No card reader is connected. Check the connection.',
    'helper.no_card': 'Put the card on the reader.',
    'helper.card_unknown': 'This card cannot be used. Use an HPKI card or a My Number card.',
    'helper.card_removed': 'The card was removed. Put it back.',
    'helper.card_in_use': 'Another program uses the card. Close it and try again.',
    'helper.pin_wrong': 'The PIN is not right.',
    'helper.pin_blocked': 'The PIN is locked. The issuer of the card can unlock it.',
    'helper.cancelled': 'The operation was cancelled.',
    'helper.timed_out': 'The operation was not finished in time. Try again.',
    'helper.busy': 'Another operation is under way. Try again when it has ended.',
    'helper.origin_refused': 'This site is not allowed to connect.',
    'helper.message_malformed': 'The message that was received is not valid.',
    'helper.version_unsupported': 'The versions do not match. Contact your IT department.',
    'helper.internal': 'Something went wrong. Try again.',
  },
}
