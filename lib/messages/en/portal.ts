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
    lead: 'Physicians, dentists and pharmacists prove once a day, with their phone or HPKI card, that they are themselves. From then on their e-prescriptions of the day can carry their HPKI signature.',
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
    startHeading: 'Start',
    links: {
      register: { title: 'Register a phone', detail: 'With the code and password of your notification card.' },
      my: { title: 'My page', detail: 'See your registered phones and current sign-ins.' },
      console: { title: 'Console', detail: '“Today’s sign-ins” shows where your staff stand.' },
      api: { title: 'API reference', detail: 'What an EMR calls (OpenAPI 3.1).' },
    },
    demonstration: {
      heading: 'Demonstration',
      notice: 'All people and facilities are fictitious. No real HPKI certificates are used.',
      registerHeading: 'Try registering a phone',
      cardHolder: 'Notification card of',
      cardPassword: 'Password',
      openCard: 'Open the notification card',
      emrHeading: 'Try signing in from an EMR',
      openEmr: 'Open the example EMR',
      consoleHeading: 'Try the console',
      openConsole: 'Open the console',
      facilityCode: 'Facility code',
      staffCode: 'Staff code',
      password: 'Password',
      noPhone: 'No phone at hand? This command starts a virtual one.',
    },
  },
}
