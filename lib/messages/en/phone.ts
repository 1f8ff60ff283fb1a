import type { phone as japanese } from '../ja/phone'

export const phone: typeof japanese = {
  platformTabs: { ios: 'iPhone', android: 'Android' },
  inAppBrowser: {
    heading: 'Open this in Safari or Chrome',
    detail: 'The page was opened inside an app, where biometrics cannot be used.',
    nothingLost: 'The notification card is still valid and no try was counted.',
    ios: [
      'Tap “…” or the share button at the edge of the screen.',
      'Choose “Open in Safari” or “Open in browser”.',
      'If you cannot find it, tap “Copy link” below and paste it into Safari’s address bar.',
    ],
    android: [
      'Tap “︙” at the top right of the screen.',
      'Choose “Open in Chrome” or “Open in browser”.',
      'If you cannot find it, tap “Copy link” below and paste it into Chrome’s address bar.',
    ],
    copyLink: 'Copy link',
    copied: 'Copied',
    openInChrome: 'Open in Chrome',
    openInBrowser: 'Open in the browser',
    scanAgain: {
      heading: 'Scan again with the phone’s own camera',
      detail: 'The page was opened inside an app, where biometrics cannot be used. This scan has not used the code up.',
      ios: [
        'Leave this app and open the iPhone’s Camera.',
        'Point it at the code and tap the yellow link. It opens in Safari.',
      ],
      android: [
        'Leave this app and open Camera or Google Lens.',
        'Point it at the code and tap the link. It opens in Chrome.',
      ],
    },
  },
  browserHelp: {
    summary: {
      ios: 'No screen for the check? Open in Safari',
      android: 'No screen for the check? Open in Chrome',
    },
    detail: 'Inside another app’s browser the fingerprint or face check often cannot start.',
    ownPage: {
      ios: [
        'Tap “Copy link” below.',
        'Open Safari and paste it into the address bar. You can end your sign-ins on your own page.',
      ],
      android: [
        'Tap “Copy link” below.',
        'Open Chrome and paste it into the address bar. You can end your sign-ins on your own page.',
      ],
    },
    startAgain: {
      ios: [
        'Tap “Cancel”.',
        'Start the sign-in again on the EMR screen.',
        'Open the iPhone’s Camera, point it at the code and tap the yellow link. It opens in Safari.',
      ],
      android: [
        'Tap “Cancel”.',
        'Start the sign-in again on the EMR screen.',
        'Open Camera or Google Lens, point it at the code and tap the link. It opens in Chrome.',
      ],
    },
  },
  noScreenLock: {
    heading: 'Set a screen lock first',
    detail: 'Biometrics need a screen lock (fingerprint, face or passcode) on your phone.',
    nothingLost: 'The notification card is still valid. Come back to this page afterwards and go on.',
    ios: [
      'Open Settings and tap “Face ID & Passcode” or “Touch ID & Passcode”.',
      'Tap “Turn Passcode On”, choose a passcode, then add your face or fingerprint.',
      'In Settings tap your name, then “iCloud”, “Passwords & Keychain”, and turn it on.',
    ],
    android: [
      'Open Settings and tap “Security” (on some phones “Security & privacy” or “Lock screen”).',
      'Under “Screen lock” choose a PIN or password.',
      'Add your fingerprint or face.',
    ],
    checkAgain: 'Check again',
  },
  outdated: {
    heading: 'A software update is needed',
    detail: 'The phone’s system or browser is too old for biometrics.',
    ios: ['In Settings tap “General”, “Software Update” and update to iOS 16 or later.'],
    android: [
      'In Settings tap “System”, “Software update” and update to Android 9 or later.',
      'In the Play Store update “Chrome” and “Google Play services”.',
    ],
    checkAgain: 'Check again',
  },
  notAPhone: {
    heading: 'Please open this on your phone',
    detail: 'Biometrics cannot be used on this device. Open this on the phone you use for signing in.',
  },
  noScript: 'Turn on JavaScript in your browser’s settings to use this page.',
  reference: 'Reference',
  qualifications: { physician: 'Physician', dentist: 'Dentist', pharmacist: 'Pharmacist' },
  offline: {
    heading: 'No connection',
    detail: 'Move to a place with reception and try again.',
    retry: 'Try again',
  },
}
