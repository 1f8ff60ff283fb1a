import type { ErrorText } from '../../../ja/error-text'
import type { phone as ja } from '../../../ja/errors/authority/phone'

export const phone: Record<keyof typeof ja, ErrorText> = {
  'phone.rejected': {
    title: 'The phone could not be registered',
    detail: 'The result of the biometric check could not be confirmed. The notification card is still valid.',
    nextStep: 'Try “Register biometrics” again.',
  },
  'phone.user_not_verified': {
    title: 'No screen-lock check was made',
    detail:
      'The phone answered without a fingerprint, face or screen-lock check. Some password managers leave it out. The notification card is still valid.',
    nextStep: 'Set up a screen lock, complete the check when it appears, and register again.',
  },
  'phone.key_not_supported': {
    title: 'A passkey from this app cannot be registered',
    detail:
      'The app chosen to keep the passkey, such as a password manager, made one that this authority cannot use. The notification card is still valid.',
    nextStep:
      'Register again and keep the passkey in the phone’s own place: Passwords on an iPhone, Google Password Manager on Android.',
  },
  'phone.already_registered': {
    title: 'This phone is already registered',
    detail: 'The key on this phone has been registered before.',
    nextStep: 'You can sign in with it as it is. If that was not you, contact the certification authority.',
  },
  'phone.limit_reached': {
    title: 'No more phones can be registered',
    detail: 'You have reached the number of phones allowed.',
    nextStep: 'Remove a phone you no longer use on your page, then try again.',
  },
  'phone.synced_not_allowed': {
    title: 'Synced keys cannot be registered',
    detail: 'The authority does not allow keys shared between devices. The notification card is still valid.',
    nextStep: 'Register another phone.',
  },
  'phone.attestation_required': {
    title: 'This model cannot be registered',
    detail: 'The authority accepts only phones that can prove their model. The notification card is still valid.',
    nextStep: 'Register another phone.',
  },
  'phone.unknown': {
    title: 'Phone not recognised',
    detail: 'The key on this phone could not be confirmed.',
    nextStep: 'Use the registered phone. After changing phones, register with a new notification card.',
  },
  'phone.removed': {
    title: 'This phone’s registration was removed',
    detail: 'It was removed, for example because it was lost.',
    nextStep: 'Register again with a new notification card.',
  },
}
