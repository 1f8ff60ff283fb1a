import type { register as japanese } from '../ja/register'

export const register: typeof japanese = {
  pageTitle: 'Register your phone',
  progressLabel: 'Registration progress',
  stepNames: {
    password: 'Password',
    biometrics: 'Biometrics',
    trial: 'Practice sign-in',
  },
  stepOf: 'Step {current} of {total}',
  stepsAhead: '{total} steps',
  stepsDone: 'All {total} steps done',
  checking: 'Checking your phone…',
  intro: {
    heading: 'Register your phone',
    lead: 'Link the phone you will use for the daily sign-in to your HPKI second certificate.',
    details: {
      password: 'It came separately from the card.',
      biometrics: 'Register this phone with your fingerprint or face.',
      trial: 'Practise the daily sign-in once.',
    },
    privacy:
      'Your fingerprint and face never leave this phone, and the phone never connects to the hospital’s own systems.',
    canStop:
      'Until biometrics are registered you can stop: the notification card stays valid. Scan its code again to start over.',
    validUntil: 'Your notification card is valid until {date}.',
    start: 'Start',
  },
  noCode: {
    heading: 'Scan the code on your notification card',
    detail:
      'Registration starts from the two-dimensional code printed on the notification card. Scan it with your phone’s camera.',
    mynaportal:
      'If you applied through Mynaportal, open the link sent to your Mynaportal account. The page shows until when it is valid.',
  },
  onComputer: {
    heading: 'Please open this on your phone',
    detail:
      'Registration is done on the phone you will sign in with. Scan the code on the notification card with the phone’s camera.',
  },
  password: {
    heading: 'Enter the password to confirm that this notification card is yours',
    label: 'Password',
    hint: 'It is on a sheet separate from the card. Hyphens are added for you.',
    show: 'Show',
    hide: 'Hide',
    limit: 'At 0 the notification card locks and has to be re-issued.',
    triesLeft: 'Tries left: {tries}',
    wrong: 'That password is not correct.',
    lastTry:
      'One more wrong password locks the notification card, and it will have to be re-issued. If you are not sure, stop here and contact the certification authority that issued it.',
    unanswered: {
      title: 'No answer was received',
      detail: 'The connection was lost. If the password was wrong, it may have been counted.',
      nextStep: 'Move to a place with reception, check the password and tap “Next” again.',
    },
    empty: 'Enter the password.',
    submit: 'Next',
    submitting: 'Checking…',
  },
  confirm: {
    heading: 'Please check that this is you',
    name: 'Name',
    kana: 'Name in kana',
    qualification: 'Qualification',
    next: 'Tap “Register biometrics” and follow your phone’s instructions.',
    remaining: '{time} left',
    submit: 'Register biometrics',
    submitting: 'Follow your phone’s instructions…',
    preparing: 'Preparing…',
    notMe: 'This is not me',
  },
  notMe: {
    heading: 'The phone has not been registered',
    detail: 'This may be somebody else’s notification card. The card is still valid.',
    nextStep:
      'Neither the authority nor the hospital is notified of this. Check the name on the notification card and contact your hospital’s office or the certification authority that issued it.',
  },
  synced: {
    heading: 'The passkey is synced by your account',
    detail:
      'The passkey can also be used on your other devices with the same account (Apple Account, Google Account). Make sure that you do not share this account with anybody.',
    accept: 'I have checked',
  },
  trial: {
    heading: 'Practice sign-in',
    registered: 'Biometrics registered',
    detail: 'Practice only: you are not signed in and nothing is signed.',
    sample: 'EMR screen (sample)',
    number: 'Type the sample number',
    hint: 'The second digit leads on to biometrics.',
    wrong: 'The number is different. In a real sign-in, a different number ends it.',
    matched: 'The number matches. Confirm your fingerprint or face.',
    entered: 'Number typed',
    emptyDigit: 'empty',
    deleteDigit: 'Delete one digit',
    keypadLabel: 'Number keys',
    submit: 'Practise signing in',
    preparing: 'Preparing…',
    submitting: 'Follow your phone’s instructions…',
    failed: 'The sign-in could not be confirmed. What you registered is kept. Please try again.',
  },
  trialOver: {
    title: 'The time for the practice is over',
    detail: 'Your biometrics are registered: you can use this phone for the daily sign-in.',
    nextStep: 'The notification card is used up. You need not scan it again.',
  },
  done: {
    heading: 'Registration complete',
    phone: 'Registered phone',
    registeredAt: 'Registered at',
    tomorrowHeading: 'The daily sign-in',
    tomorrow: [
      'Open the sign-in on the EMR screen. If it shows no code, choose “FIDO (biometrics)”.',
      'Scan the code on the screen with this phone’s camera.',
      'Type the two-digit number shown on the EMR screen, then confirm your fingerprint or face.',
    ],
    caution:
      'Sign in only where you started it yourself, on a screen in front of you. A sign-in code never comes by e-mail or message.',
    readAgain: 'Read this guide again',
    my: 'Open my page',
    close: 'You can close this page. The notification card is now used up.',
  },
  existing: {
    heading: 'You can sign in with this phone',
    detail: 'The passkey registered before works. Nothing new was registered. The notification card has not been used.',
  },
  guide: {
    pageTitle: 'The daily sign-in, step by step',
    lead: 'For everyone who has registered a phone.',
    again: 'If you have not registered yet, start from the code on your notification card.',
  },
  kept: {
    card: 'The notification card is still valid.',
    phone: 'The registered biometrics are kept. You need not scan the notification card again.',
  },
  ceremony: {
    cancelled: {
      title: 'Biometrics were not completed',
      detail: 'The operation was cancelled or timed out.',
      nextStep: 'Tap the button again when you are ready.',
    },
    blocked: {
      title: 'The check could not be shown',
      detail: 'This browser does not seem to reach the fingerprint or face check.',
      nextStep: 'Follow the steps below to open it in Safari (Chrome on Android).',
    },
    already_registered: {
      title: 'This phone is already registered',
      detail: 'A passkey of the same person is already on this phone.',
      nextStep: 'Tap “Practise signing in” to check that it works.',
    },
    not_supported: {
      title: 'This phone cannot be registered',
      detail: 'It lacks a function needed for biometric registration.',
      nextStep: 'Update the phone and its browser, or use another phone.',
    },
    failed: {
      title: 'Biometrics could not be used',
      detail: 'The phone did not answer.',
      nextStep: 'Please try again. If it happens again, restart the phone first.',
    },
    interrupted: {
      title: 'The connection was lost',
      detail: 'No answer to what was sent was received. It does not count as a password try.',
      nextStep:
        'Move to a place with reception and tap the button again. If the phone is registered, you go on from there.',
    },
  },
}
