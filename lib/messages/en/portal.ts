import type { portal as japanese } from '../ja/portal'

export const portal: typeof japanese = {
  productName: 'Shomei',
  tagline: 'Identity portal for e-prescriptions',
  skipToContent: 'Skip to content',
  languageLabel: 'Language',
  languages: { ja: '日本語', en: 'English' },
  notFound: {
    title: 'Page not found',
    detail: 'The address is wrong, or this server does not offer the page.',
    home: 'Back to the start',
  },
  landing: {
    lead: 'Physicians, dentists and pharmacists prove once a day, with their phone, that they are themselves. From then on their e-prescriptions of the day can carry their HPKI signature.',
    runsHere: 'What runs here',
    roles: {
      all: {
        title: 'Authority and facility',
        detail: 'One server plays both parts (for evaluation and demonstration).',
      },
      authority: {
        title: 'Authority',
        detail: 'Notification cards, phone registration, sign-in and access tokens.',
      },
      facility: {
        title: 'Facility',
        detail: 'Embedding in the EMR, staff and terminals, and the state of sign-ins.',
      },
    },
    startHeading: 'Pages',
    links: {
      register: { title: 'Register a phone', detail: 'With the code and password of your notification card.' },
      my: { title: 'My page', detail: 'See your registered phones and current access tokens.' },
      console: { title: 'Console', detail: '“Today’s sign-ins” shows where your staff stand.' },
      api: { title: 'API reference', detail: 'What an EMR calls (OpenAPI 3.1).' },
    },
    demonstration: {
      heading: 'Try it',
      notice: 'All people and facilities are fictitious. No real HPKI certificates are used.',
      register: {
        heading: '① Register',
        lead: 'Scan the QR code of the notification card with a phone, type the password, and register the biometrics.',
        code: 'QR code of the notification card of {name}',
        cardPassword: 'Password',
        openPhone: 'Open the phone in the browser',
        phoneHint:
          'Without a phone everything can be tried in this browser alone. In the window that opens, scan the QR code of this page.',
        openCard: 'Register with the biometrics of this device',
        cardHint: 'For a device with biometrics such as Touch ID or Windows Hello.',
        command: 'To start one by a command',
        others: 'Other notification cards',
      },
      signIn: {
        heading: '② Sign in',
        lead: 'Log in to the EMR, press 「国家資格認証」, and scan the QR code that appears with the registered phone.',
        open: 'Open the example EMR',
        others: 'Other users',
      },
      manage: {
        heading: '③ Manage',
        lead: 'The facility’s console shows today’s sign-ins.',
        open: 'Open the facility’s console',
        authorityLead: 'The authority’s console shows the accounts of its operators.',
        openAuthority: 'Open the authority’s console',
        operatorCode: 'Operator code',
      },
      facilityCode: 'Facility code',
      staffCode: 'Staff code',
      password: 'Password',
    },
  },
}
