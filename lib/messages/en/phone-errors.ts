import type { ErrorText } from '../ja/error-text'
import type { phone as ja } from '../ja/phone-errors'

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
    nextStep: 'Use another phone, or an HPKI card.',
  },
  'phone.attestation_required': {
    title: 'This model cannot be registered',
    detail: 'The authority accepts only phones that can prove their model. The notification card is still valid.',
    nextStep: 'Use another phone, or an HPKI card.',
  },
  'phone.unknown': {
    title: 'Phone not recognised',
    detail: 'The key on this phone could not be confirmed.',
    nextStep: 'Use the registered phone. After changing phones, register with a new notification card.',
  },
  'phone.removed': {
    title: 'This phone’s registration was removed',
    detail: 'It was removed, for example after a reported loss.',
    nextStep: 'Register again with a new notification card, or use an HPKI card.',
  },
  'assertion.rejected': {
    title: 'Sign-in failed',
    detail: 'The result of the biometric check could not be confirmed.',
    nextStep: 'Try again with the registered phone. If it keeps failing, use another method.',
  },
  'assertion.wrong_phone': {
    title: 'This is not the registered phone',
    detail:
      'The passkey that answered is not the one registered. This happens after changing or resetting a phone, or when another passkey was chosen.',
    nextStep: 'Use the registered phone. If it is no longer available, register again with a new notification card.',
  },
  'assertion.user_not_verified': {
    title: 'No screen-lock check was made',
    detail: 'The phone answered without a fingerprint, face or screen-lock check. Some password managers leave it out.',
    nextStep:
      'Set up a screen lock, complete the check when it appears, and try again. If it keeps failing, use another method.',
  },
  'assertion.backup_eligibility_changed': {
    title: 'The phone must be registered again',
    detail:
      'The passkey is kept in another way than when it was registered. A password manager may have replaced it, so the sign-in was stopped for safety.',
    nextStep:
      'Ask the certification authority for a new notification card and register again. Until then use another method, such as an HPKI card.',
  },
  'assertion.counter_regression': {
    title: 'Sign-in not accepted',
    detail: 'The key’s use count looks wrong, so the sign-in was stopped for safety.',
    nextStep: 'Use another method and contact the certification authority.',
  },
}
