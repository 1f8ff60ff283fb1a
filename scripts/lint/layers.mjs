/**
 * The layers of the product, lowest first. A file belongs to the first layer whose pattern fits its path, and may
 * import its own layer and those it names.
 * @typedef {{ name: string, files: RegExp, mayImport: string[], advice: string }} Layer
 */

const BELOW_SIDES = ['kernel', 'pure', 'messages', 'outside', 'errors', 'wire', 'problem']
const EVERYTHING = ['*']

/** @type {Layer[]} */
export const LAYERS = [
  {
    name: 'tests',
    files: /\.(?:test|spec)\.\w+$|\.bench\.ts$|\/testing\/|^(?:e2e|bench|prisma)\//,
    mayImport: EVERYTHING,
    advice: '',
  },
  {
    name: 'kernel',
    files: /^lib\/(?:kernel|vocabulary)\//,
    mayImport: [],
    advice: 'lib/kernel stands alone: pass the value in, or move the function up.',
  },
  {
    name: 'pure',
    files:
      /^lib\/(?:client-assertion|webauthn|pki|xades|eprescription|smartcard|rotating-qr|event-stream|embed-protocol|rights)\//,
    mayImport: ['kernel'],
    advice: 'Pure folders import lib/kernel and other pure folders: take the value as an argument.',
  },
  {
    name: 'messages',
    files: /^lib\/messages\//,
    mayImport: ['kernel', 'pure'],
    advice: 'Texts know no domain: let the caller fill in the values.',
  },
  {
    name: 'ui',
    files: /^lib\/ui\//,
    mayImport: ['kernel', 'pure', 'messages'],
    advice: 'The design system knows no domain: hand texts and state in as props.',
  },
  {
    name: 'card-helper',
    files: /^lib\/card-helper\//,
    mayImport: ['kernel', 'pure'],
    advice: 'The card helper imports lib/smartcard, lib/pki and lib/kernel only.',
  },
  {
    name: 'errors',
    files: /^lib\/(?:authority|facility)\/.*\.errors\.ts$/,
    mayImport: ['kernel'],
    advice: 'An error catalogue imports the type of lib/kernel/app-error and nothing else.',
  },
  {
    name: 'outside',
    files: /^lib\/(?:audit|db|config|egress|keystore|rate-limits|revocation|log)\//,
    mayImport: ['kernel', 'pure'],
    advice: 'The outside world knows no domain: import lib/kernel, pure folders or another outside folder.',
  },
  {
    name: 'wire',
    files: /^lib\/wire\//,
    mayImport: ['kernel', 'pure'],
    advice: 'Wire schemas import lib/kernel and pure folders: describe the JSON here, map it in the use case.',
  },
  {
    name: 'problem',
    files: /^lib\/problem\//,
    mayImport: ['kernel', 'pure', 'messages', 'outside', 'errors', 'wire'],
    advice: 'Of a domain, problem documents import the error catalogue (<word>.errors.ts) only.',
  },
  {
    name: 'embed-sdk',
    files: /^lib\/embed-sdk\//,
    mayImport: ['kernel', 'pure', 'wire'],
    advice: 'The SDK runs in the EMR page: import pure folders, and wire schemas as types.',
  },
  {
    name: 'authority',
    files: /^lib\/authority\//,
    mayImport: BELOW_SIDES,
    advice: 'The authority never imports the facility, routes or screens: share through a pure folder or lib/wire.',
  },
  {
    name: 'facility',
    files: /^lib\/facility\//,
    mayImport: BELOW_SIDES,
    advice:
      'The facility never imports the authority, routes or screens: call it over HTTP through lib/facility/authority-port.',
  },
  {
    name: 'api',
    files: /^lib\/(?:api|portal|background|commands)\//,
    mayImport: [...BELOW_SIDES, 'authority', 'facility'],
    advice: 'Routes import use cases downwards, never screens.',
  },
  {
    name: 'screens of the authority',
    files: /^app\/_phone\/|^pages\//,
    mayImport: [...BELOW_SIDES, 'ui', 'authority', 'api', 'screens'],
    advice: 'A screen of the authority imports lib/authority; of the facility it sees nothing.',
  },
  {
    name: 'screens of the facility',
    files: /^app\/\(facility\)\//,
    mayImport: [...BELOW_SIDES, 'ui', 'facility', 'api', 'screens'],
    advice: 'A screen of the facility imports lib/facility; of the authority it sees nothing.',
  },
  {
    name: 'screens',
    files: /^app\/|^(?:proxy|instrumentation)(?:-\w+)?\.ts$/,
    mayImport: [
      ...BELOW_SIDES,
      'ui',
      'authority',
      'facility',
      'api',
      'screens of the authority',
      'screens of the facility',
    ],
    advice: '',
  },
  {
    name: 'example',
    files: /^examples\//,
    mayImport: [],
    advice: 'The example EMR is a stranger: it uses embed.js and the EMR API, no code of ours.',
  },
  {
    name: 'scripts',
    files: /^scripts\//,
    mayImport: [],
    advice: 'Commands are plain Node and run before anything is built: keep them apart from lib.',
  },
  {
    name: 'settings of tools',
    files: /^[\w.-]+\.(?:ts|js|mjs)$/,
    mayImport: ['scripts'],
    advice: 'The settings of a tool import scripts only.',
  },
]

/**
 * @param {string} path
 * @returns {Layer | undefined}
 */
export function layerOf(path) {
  return LAYERS.find((layer) => layer.files.test(path))
}
