/**
 * The layers of the product, lowest first. A file belongs to the first layer whose pattern fits its path, and may
 * import its own layer and those it names.
 * @typedef {{ name: string, files: RegExp, mayImport: string[], advice: string }} Layer
 */

/**
 * Folders of lib that compute and touch nothing outside: no environment, clock, random values, network, database, React
 * or logger. This one list serves the layers, the bans, the packages and the browser rules.
 */
export const PURE_FOLDERS = [
  'kernel',
  'vocabulary',
  'rights',
  'client-assertion',
  'webauthn',
  'pki',
  'xades',
  'eprescription',
  'smartcard',
  'rotating-qr',
  'event-stream',
  'embed-protocol',
  'helper-protocol',
  'transparency-log',
]
const PURE = new RegExp(`^lib/(?:${PURE_FOLDERS.join('|')})/`)

/** @param {string} path */
export function isPure(path) {
  return PURE.test(path)
}

const BASE = ['kernel', 'vocabulary', 'pure']
const BELOW_SIDES = [...BASE, 'messages', 'outside', 'errors', 'wire', 'problem', 'console accounts']
const SCREEN_PARTS = ['ui', 'browser', 'api', 'portal']
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
    files: /^lib\/kernel\//,
    mayImport: ['vocabulary'],
    advice: 'lib/kernel imports lib/vocabulary at most: pass the value in, or move the function up.',
  },
  {
    name: 'vocabulary',
    files: /^lib\/vocabulary\//,
    mayImport: [],
    advice: 'A domain word is declared with its list and guard, and imports nothing.',
  },
  {
    name: 'pure',
    files: PURE,
    mayImport: ['kernel', 'vocabulary'],
    advice: 'Pure folders import lib/kernel, lib/vocabulary and other pure folders: take the value as an argument.',
  },
  {
    name: 'messages',
    files: /^lib\/messages\//,
    mayImport: BASE,
    advice: 'Texts know no domain: let the caller fill in the values.',
  },
  {
    name: 'ui',
    files: /^lib\/ui\//,
    mayImport: [...BASE, 'messages'],
    advice: 'The design system knows no domain: hand texts and state in as props.',
  },
  {
    name: 'card-helper',
    files: /^lib\/card-helper\//,
    mayImport: BASE,
    advice: 'The card helper is a process of its own: it imports pure folders and its own settings, texts and log.',
  },
  {
    name: 'browser',
    files: /^lib\/browser\//,
    mayImport: [...BASE, 'messages', 'wire'],
    advice: 'The API client of the screens imports pure folders, texts, and wire schemas as types.',
  },
  {
    name: 'errors',
    files: /^lib\/(?:authority|facility|console-accounts)\/.*\.errors\.ts$/,
    mayImport: ['kernel', 'vocabulary'],
    advice: 'An error catalogue imports the type of lib/kernel/app-error and nothing else.',
  },
  {
    name: 'outside',
    files: /^lib\/(?:audit|db|config|egress|keystore|rate-limits|revocation|log|notifications)\//,
    mayImport: BASE,
    advice: 'The outside world knows no domain: import lib/kernel, pure folders or another outside folder.',
  },
  {
    name: 'wire',
    files: /^lib\/wire\//,
    mayImport: BASE,
    advice: 'Wire schemas import lib/kernel and pure folders: describe the JSON here, map it in the use case.',
  },
  {
    name: 'problem',
    files: /^lib\/problem\//,
    mayImport: [...BASE, 'messages', 'outside', 'errors', 'wire'],
    advice: 'Of a domain, problem documents import the error catalogue (<word>.errors.ts) only.',
  },
  {
    name: 'console accounts',
    files: /^lib\/console-accounts\//,
    mayImport: [...BASE, 'outside', 'errors', 'wire', 'problem'],
    advice: 'What both consoles have in common knows neither side: take the side’s tables and names as arguments.',
  },
  {
    name: 'embed-sdk',
    files: /^lib\/embed-sdk\//,
    mayImport: [...BASE, 'wire'],
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
    files: /^lib\/api\//,
    mayImport: [...BELOW_SIDES, 'authority', 'facility'],
    advice: 'Operations import use cases downwards, never the server process or screens.',
  },
  {
    name: 'background',
    files: /^lib\/background\//,
    mayImport: [...BELOW_SIDES, 'authority', 'facility', 'api'],
    advice: 'Background jobs import use cases downwards, never the server process or screens.',
  },
  {
    name: 'commands',
    files: /^lib\/commands\//,
    mayImport: [...BELOW_SIDES, 'authority', 'facility'],
    advice: 'Operator commands import use cases downwards, never operations, the server process or screens.',
  },
  {
    name: 'portal',
    files: /^lib\/portal\//,
    mayImport: [...BELOW_SIDES, 'authority', 'facility', 'api', 'background'],
    advice: 'The server process imports operations and jobs downwards, never screens.',
  },
  {
    name: 'screens of the authority',
    files: /^app\/(?:_phone|\(authority\))\/|^pages\//,
    mayImport: [...BELOW_SIDES, ...SCREEN_PARTS, 'authority', 'screens'],
    advice: 'A screen of the authority imports lib/authority; of the facility it sees nothing.',
  },
  {
    name: 'screens of the facility',
    files: /^app\/\(facility\)\//,
    mayImport: [...BELOW_SIDES, ...SCREEN_PARTS, 'facility', 'screens'],
    advice: 'A screen of the facility imports lib/facility; of the authority it sees nothing.',
  },
  {
    name: 'screens',
    files: /^app\/|^(?:proxy|instrumentation)(?:-\w+)?\.ts$/,
    mayImport: [
      ...BELOW_SIDES,
      ...SCREEN_PARTS,
      'authority',
      'facility',
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
    name: 'packages',
    files: /^packages\//,
    mayImport: [],
    advice: 'A published package runs without this repository: it imports nothing of ours.',
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
