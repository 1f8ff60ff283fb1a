import type { register as japanese } from '../ja/register'

export const register: typeof japanese = {
  pageTitle: 'Register your phone',
  progressLabel: 'Registration progress',
  stepNames: {
    intro: 'What will happen',
    password: 'Password',
    confirm: 'Is this you?',
    trial: 'Trial sign-in',
    done: 'Done',
  },
  stepOf: 'Step {current} of {total}',
  checking: 'Checking your phone…',
  intro: {
    heading: 'Register your phone',
    lead: 'Link the phone you will use for the daily sign-in to your HPKI second certificate. It takes about three minutes.',
    flowHeading: 'What will happen',
    flow: [
      { title: 'Enter the password', detail: 'It came separately from the notification card.' },
      { title: 'Register biometrics', detail: 'Use your fingerprint or face to register this phone.' },
      { title: 'Try it once', detail: 'Practise the daily sign-in. Then you are done.' },
    ],
    privacy:
      'Your fingerprint and face never leave this phone, and the phone never connects to the hospital’s own systems.',
    canStop: 'If you stop half-way, the notification card stays valid. Scan its code again to start over.',
    validUntil: 'Your notification card is valid until {date}.',
    start: 'Start',
  },
  noCode: {
    heading: 'Scan the code on your notification card',
    detail:
      'Registration starts from the two-dimensional code printed on the notification card. Scan it with your phone’s camera.',
    mynaportal:
      'If you applied through Mynaportal, open the link sent to your Mynaportal account (valid for 3 months).',
  },
  onComputer: {
    heading: 'Please open this on your phone',
    detail:
      'Registration is done on the phone you will sign in with. Scan the code on the notification card with the phone’s camera.',
  },
  password: {
    heading: 'Enter the password to confirm that this notification card is yours',
    label: 'Password',
    hint: 'It is printed on a sheet separate from the notification card.',
    show: 'Show',
    hide: 'Hide',
    limit: 'After {limit} wrong passwords the card locks and has to be re-issued.',
    triesLeft: 'Tries left: {tries}',
    wrong: 'That password is not correct. Tries left before the card locks: {tries}.',
    lastTry:
      'One more wrong password locks the card, and it will have to be re-issued. If you are not sure, stop here and contact the certification authority that issued it.',
    empty: 'Enter the password.',
    submit: 'OK',
    submitting: 'Checking…',
  },
  confirm: {
    heading: 'Is this you?',
    name: 'Name',
    kana: 'Name in kana',
    qualification: 'Qualification',
    route: 'Application route',
    routes: { ca_direct: 'Directly to the authority', mynaportal: 'Through Mynaportal' },
    next: 'If so, tap “Register biometrics” and follow your phone’s instructions to confirm your fingerprint or face.',
    remaining: '{time} left',
    submit: 'Register biometrics',
    submitting: 'Follow your phone’s instructions…',
    preparing: 'Preparing…',
    notMe: 'This is not me',
  },
  notMe: {
    heading: 'Registration stopped',
    detail:
      'This may be somebody else’s notification card. This phone has not been registered and the card is still valid.',
    nextStep:
      'Check the name on the notification card and contact your hospital’s office or the certification authority that issued it.',
  },
  synced: {
    heading: 'The key on this phone will be synced',
    detail:
      'The key can also be used on your other devices with the same account (Apple Account, Google Account). Make sure that you do not share this account with anybody.',
    accept: 'I have checked',
  },
  trial: {
    heading: 'Try signing in',
    detail: 'This is what you will do every day from now on. Confirm your fingerprint or face once more.',
    registered: 'Biometrics registered',
    submit: 'Try signing in',
    preparing: 'Preparing…',
    submitting: 'Follow your phone’s instructions…',
    failed: 'The sign-in could not be confirmed. What you registered is kept. Please try again.',
  },
  done: {
    heading: 'Registration complete',
    phone: 'Registered phone',
    registeredAt: 'Registered at',
    tomorrowHeading: 'Signing in each morning',
    tomorrow: [
      'On the EMR screen, choose “FIDO (biometrics)”.',
      'Scan the code on the screen with this phone’s camera.',
      'Type the two-digit number shown on the EMR screen, then confirm your fingerprint or face.',
    ],
    caution:
      'Approve only what you started yourself on a screen in front of you. A sign-in code never comes by e-mail or message.',
    readAgain: 'Read this guide again',
    my: 'See my phones and sign-ins',
    close: 'You can close this page. The notification card is now used up.',
  },
  existing: {
    heading: 'You can sign in with this phone',
    detail: 'The key registered before works. Nothing new was registered, so the notification card has not been used.',
  },
  guide: {
    pageTitle: 'The daily sign-in, step by step',
    lead: 'For everyone who has registered a phone.',
    again: 'If you have not registered yet, start from the code on your notification card.',
  },
  ceremony: {
    cancelled: {
      title: 'Biometrics were not completed',
      detail: 'The operation was cancelled or timed out. The notification card is still valid.',
      nextStep: 'Tap the button again when you are ready.',
    },
    blocked: {
      title: 'The check could not be shown',
      detail:
        'This browser does not seem to reach the fingerprint or face check. The notification card is still valid.',
      nextStep: 'Follow the steps below to open it in Safari (Chrome on Android).',
    },
    already_registered: {
      title: 'This phone is already registered',
      detail: 'A key for the same person is already on this phone.',
      nextStep: 'Use “Try signing in” to check that it works.',
    },
    not_supported: {
      title: 'This phone cannot be registered',
      detail: 'It lacks a function needed for biometric registration. The notification card is still valid.',
      nextStep: 'Update the phone and its browser, or use another phone. You can also sign in with an HPKI card.',
    },
    failed: {
      title: 'Biometrics could not be used',
      detail: 'The phone did not answer. The notification card is still valid.',
      nextStep: 'Please try again. If it happens again, restart the phone first.',
    },
    interrupted: {
      title: 'The connection was lost',
      detail: 'Registration is not complete. The notification card is still valid and no try was counted.',
      nextStep: 'Move to a place with reception and try again.',
    },
  },
}
