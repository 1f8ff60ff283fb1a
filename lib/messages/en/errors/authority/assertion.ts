import type { ErrorText } from '../../../ja/error-text'
import type { assertion as ja } from '../../../ja/errors/authority/assertion'

export const assertion: Record<keyof typeof ja, ErrorText> = {
  'assertion.rejected': {
    title: 'Sign-in failed',
    detail: 'The result of the biometric check could not be confirmed.',
    nextStep: 'Try again with the registered phone. If it keeps failing, ask the office in charge at your facility.',
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
      'Set up a screen lock, complete the check when it appears, and try again. If it keeps failing, ask the office in charge at your facility.',
  },
  'assertion.backup_eligibility_changed': {
    title: 'The phone must be registered again',
    detail:
      'The passkey is kept in another way than when it was registered. A password manager may have replaced it, so the sign-in was stopped for safety.',
    nextStep:
      'Ask the certification authority for a new notification card and register again. Until then, ask the office in charge at your facility how to sign.',
  },
  'assertion.counter_regression': {
    title: 'Sign-in not accepted',
    detail: 'The key’s use count looks wrong, so the sign-in was stopped for safety.',
    nextStep: 'Contact the certification authority that issued it.',
  },
}
