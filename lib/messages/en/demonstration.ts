import type { demonstration as japanese } from '../ja/demonstration'

export const demonstration: typeof japanese = {
  pageTitle: 'A phone in the browser',
  heading: 'A phone in the browser',
  notice:
    'For the demonstration only. A button takes the place of the fingerprint, and the keys are kept in this browser. It is not as safe as a real phone.',
  screenTitle: 'Screen of the phone',
  scan: {
    heading: 'Scan a QR code',
    screen: 'Share the screen and scan',
    screenHint: 'Choose the window or tab that shows the QR code. Sharing ends by itself when it has been read.',
    cancel: 'Stop scanning',
    preview: 'The shared screen',
    picture: 'Scan a picture',
    pictureHint:
      'Drop a picture of the QR code here, or paste it (Ctrl+V, on a Mac ⌘V). The code of the EMR changes every few seconds: scan the picture at once.',
    choose: 'Choose a picture',
  },
  status: {
    looking: 'Looking for a QR code.',
    found: 'The QR code was read. Go on in the screen of the phone.',
    foreign: 'This is not a QR code of this portal. Scan the one of the notification card or of the EMR.',
    none: 'No QR code could be read in the picture. Take a picture that shows the whole code, large.',
    stopped: 'Sharing the screen has ended.',
    timeout: 'No QR code was found, so sharing the screen was ended.',
    refused: 'Sharing the screen was not allowed. You can also scan a picture.',
    unsupported: 'This browser cannot share the screen. Scan a picture.',
  },
  open: { heading: 'Open a page', my: 'Open my page', guide: 'Open the daily steps' },
  sheet: {
    headings: { register: 'Create a passkey?', sign_in: 'Sign in with your passkey?' },
    detail: 'In this demonstration a button takes the place of your fingerprint or face.',
    finger: 'Press instead of a fingerprint',
    cancel: 'Cancel',
  },
}
