import type { ErrorText } from '../ja/error-text'
import type { ErrorCode } from '../ja/errors'
import { authority } from './authority-errors'
import { credential } from './credential-errors'
import { phone } from './phone-errors'
import { signature } from './signature-errors'
import { signing } from './signing/errors'

export const errors: Record<ErrorCode, ErrorText> = {
  'request.malformed': {
    title: 'The request is not valid',
    detail: 'What was sent does not have the expected form.',
    nextStep: 'Check it and try again.',
  },
  'request.text_not_displayable': {
    title: 'A text has characters that do not show',
    detail:
      'The field {field} has line breaks, control characters, characters that turn the direction of writing, or invisible ones.',
    nextStep: 'Take these characters out and try again.',
  },
  'request.timeout': {
    title: 'The request took too long',
    detail: 'It did not arrive completely within the time allowed.',
    nextStep: 'Check the connection and try again.',
  },
  'request.too_large': {
    title: 'The request is too large',
    detail: 'It is larger than this server accepts.',
    nextStep: 'Send the data in smaller parts.',
  },
  'request.header_too_large': {
    title: 'The request header is too large',
    detail: 'The HTTP header is larger than this server accepts.',
    nextStep: 'Check the cookies and headers that the caller sends.',
  },
  'request.unsupported_media_type': {
    title: 'Unsupported media type',
    detail: 'This Content-Type is not accepted here.',
    nextStep: 'See the API reference.',
  },
  'request.not_found': {
    title: 'Not found',
    detail: 'It does not exist, or you may not see it.',
  },
  'request.method_not_allowed': {
    title: 'Method not allowed',
    detail: 'This address does not accept that HTTP method.',
    nextStep: 'See the API reference.',
  },
  'request.unauthorized': {
    title: 'Authentication needed',
    detail: 'Credentials are missing or not valid.',
    nextStep: 'Sign in or authenticate again.',
  },
  'request.forbidden': {
    title: 'Not permitted',
    detail: 'You may not do this.',
    nextStep: 'Ask an administrator if you need it.',
  },
  'request.rate_limited': {
    title: 'Too many requests',
    detail: 'For safety, requests are paused for a short while.',
    nextStep: 'Try again in {time}.',
  },
  'service.unavailable': {
    title: 'Temporarily unavailable',
    detail: 'The server is not ready. No try was counted.',
    nextStep: 'Try again in a moment.',
  },
  'service.internal': {
    title: 'Something went wrong',
    detail: 'An unexpected fault occurred on our side. No try was counted.',
    nextStep: 'Try again in a moment. If it keeps happening, tell the office in charge the reference number.',
  },
  'notification_card.unknown': {
    title: 'Notification card not recognised',
    detail: 'There is no notification card for the code that was scanned.',
    nextStep: 'Scan the code on the notification card again.',
  },
  'notification_card.expired': {
    title: 'The notification card has expired',
    detail: 'A phone can no longer be registered with this card.',
    nextStep:
      'Apply to the certification authority that issued it for a new card. Until then you can sign in with an HPKI card.',
  },
  'notification_card.locked': {
    title: 'The notification card is locked',
    detail: 'The password was wrong too often, so this card cannot be used.',
    nextStep:
      'Apply to the certification authority that issued it for a new card or for unlocking. Until then you can sign in with an HPKI card.',
  },
  'notification_card.voided': {
    title: 'This notification card is no longer valid',
    detail: 'A newer card was issued, or this one was withdrawn.',
    nextStep: 'If you have received a newer card, scan the code on that one.',
  },
  'notification_card.consumed': {
    title: 'This notification card has been used',
    detail: 'A phone has already been registered with it.',
    nextStep: 'Use the registered phone. If that was not you, contact the certification authority at once.',
  },
  'notification_card.wrong_password': {
    title: 'Wrong password',
    detail: 'Tries left before the card locks: {tries}.',
    nextStep: 'Check the password on the sheet that came separately from the card.',
  },
  'registration.unknown': {
    title: 'Registration not found',
    detail: 'It has ended, or it was started in another browser.',
    nextStep: 'Scan the code on the notification card again.',
  },
  'registration.expired': {
    title: 'Registration timed out',
    detail: 'The notification card is still valid.',
    nextStep: 'Scan the code on the notification card and start again.',
  },
  'registration.done': {
    title: 'Registration is complete',
    detail: 'The phone has been registered.',
    nextStep: 'You can use it for the daily sign-in.',
  },
  'claim.invalid': {
    title: 'This code cannot be used',
    detail: 'It is no longer valid, or it was not read correctly.',
    nextStep: 'Scan the code that is on the EMR screen now.',
  },
  'claim.taken': {
    title: 'Another phone has scanned this code',
    detail: 'Another phone was first to scan this code.',
    nextStep: 'If you did not expect this, cancel on the EMR screen and start with a new code.',
  },
  'claim.wrong_number': {
    title: 'Wrong number',
    detail: 'It did not match the EMR screen, so this sign-in was ended.',
    nextStep: 'Start over from the EMR screen.',
  },
  'claim.out_of_order': {
    title: 'Not possible at this step',
    detail: 'The steps of this sign-in came in a different order. The number can be given once only.',
    nextStep: 'Reload the page and go on from there.',
  },
  'claim.ended': {
    title: 'This sign-in has ended',
    detail: 'It was approved, refused, cancelled or timed out.',
    nextStep: 'To go on, start a new one from the EMR screen.',
  },
  'device_authorization.unknown': {
    title: 'Sign-in request not found',
    detail: 'It has ended, or it was not started by this facility.',
    nextStep: 'Start again from the EMR screen.',
  },
  'device_authorization.expired': {
    title: 'Time ran out',
    detail: 'It was not approved in time.',
    nextStep: 'Start again from the EMR screen.',
  },
  'device_authorization.denied': {
    title: 'Sign-in refused',
    detail: '“This is not me” was chosen on the phone, or the number did not match.',
    nextStep: 'Make sure that the right person is signing in, then start again.',
  },
  'device_authorization.cancelled': {
    title: 'Sign-in cancelled',
    detail: 'It was cancelled on the phone or on the EMR screen.',
    nextStep: 'To go on, start from the EMR screen.',
  },
  'holder.unknown': {
    title: 'Holder not found',
    detail: 'The authority does not know this certificate holder.',
    nextStep: 'Ask the office in charge to check the link between staff member and holder.',
  },
  'holder.exists': {
    title: 'This holder is registered already',
    detail: 'A holder with the same qualification and registry number exists.',
  },
  'holder.disabled': {
    title: 'Suspended',
    detail: 'The HPKI second certificate of this holder cannot be used at present.',
    nextStep: 'Contact the certification authority that issued it.',
  },
  'facility_client.already_exists': {
    title: 'Client ID already registered',
    detail: 'A facility with this client ID is registered with the authority.',
    nextStep: 'Choose another client ID.',
  },
  'facility_client.invalid_keys': {
    title: 'Public keys not accepted',
    detail:
      'Give a JWK set of one to ten public signing keys: P-256, or RSA of at least 2048 bits. More than one need a kid each.',
    nextStep: 'Check the keys and try again.',
  },
  'facility_client.unknown': {
    title: 'Facility client not found',
    detail: 'This client ID is not registered or has been disabled.',
  },
  'access_token.unknown': {
    title: 'Not signed in',
    detail: 'The access token is unknown, expired or ended.',
    nextStep: 'Sign in again.',
  },
  'facility.unknown': {
    title: 'Facility not found',
    detail: 'This facility is not registered.',
  },
  'facility.disabled': {
    title: 'Not available at this facility',
    detail: 'The facility has been suspended.',
    nextStep: 'Ask the office in charge at the facility.',
  },
  'emr_client.unknown': {
    title: 'EMR connection not found',
    detail: 'This EMR connection is not registered, or it has been disabled.',
  },
  'emr_client.invalid_keys': {
    title: 'Public keys not accepted',
    detail:
      'Give a JWK set of one to ten public signing keys: P-256, or RSA of at least 2048 bits. More than one need a kid each.',
    nextStep: 'Check the keys and try again.',
  },
  'emr_client.invalid_origin': {
    title: 'Not a valid origin',
    detail: 'Give each origin as https://host, without a path.',
    nextStep: 'Check the address of the EMR page and try again.',
  },
  'launch.invalid': {
    title: 'Please open this screen again',
    detail: 'The launch ticket has been used or is older than 60 seconds.',
    nextStep: 'Open the sign-in again from the EMR.',
  },
  'launch.origin_mismatch': {
    title: 'Not available on this page',
    detail: 'It is embedded in a page that is not registered.',
    nextStep: 'Ask the EMR’s administrator to check the registered origin.',
  },
  'frame_session.expired': {
    title: 'This screen has timed out',
    detail: 'It was ended for safety.',
    nextStep: 'Open the sign-in again from the EMR.',
  },
  'sign_in.unknown': {
    title: 'Sign-in not found',
    detail: 'It has ended, or it was started on another screen.',
    nextStep: 'Start again.',
  },
  'sign_in.method_not_available': {
    title: 'This method is not available',
    detail: 'It cannot be used by this staff member or at this terminal.',
    nextStep: 'Choose another method.',
  },
  'sign_in.not_registered': {
    title: 'Not registered yet',
    detail: 'This staff member is not linked to an HPKI second certificate.',
    nextStep:
      'Ask the office in charge. If it is urgent, you can issue a paper prescription with an access code (引換番号).',
  },
  'sign_in.failed': {
    title: 'Sign-in failed',
    detail: 'The sign-in could not be completed. The prescription is still there.',
    nextStep: 'Try again or choose another method.',
  },
  'sign_in.expired': {
    title: 'Time ran out',
    detail: 'The sign-in was not completed in time. The prescription is still there.',
    nextStep: 'Start again.',
  },
  'staff.unknown': {
    title: 'Staff member not found',
    detail: 'This staff member is not registered.',
    nextStep: 'Check the staff code.',
  },
  'staff.locked': {
    title: 'Suspended',
    detail: 'Sign-in is suspended for this staff member.',
    nextStep: 'Ask the office in charge.',
  },
  'staff.not_linked': {
    title: 'Not linked to a holder',
    detail: 'This staff member is not linked to the holder of an HPKI second certificate.',
    nextStep: 'Ask the office in charge to link them.',
  },
  'terminal.unknown': {
    title: 'Terminal not registered',
    detail: 'This terminal is not registered.',
    nextStep: 'Ask the office in charge to register it.',
  },
  'terminal.retired': {
    title: 'This terminal has been retired',
    detail: 'Sign-ins can no longer be started here.',
    nextStep: 'Use another terminal.',
  },
  'console_session.invalid_credentials': {
    title: 'Sign-in failed',
    detail:
      'The facility code, the staff code or the password is wrong, or you are not registered as an administrator.',
    nextStep: 'Check them and try again.',
  },
  'console_session.locked': {
    title: 'Sign-in is paused',
    detail: 'There were too many failed sign-ins, so it is paused for this device.',
    nextStep: 'Try again in {time}. From a device on which you signed in before, you can sign in now.',
  },
  'console_session.expired': {
    title: 'You were signed out',
    detail: 'You were signed out for safety after a period of time.',
    nextStep: 'Sign in again.',
  },
  ...authority,
  ...credential,
  ...phone,
  ...signature,
  ...signing,
}
