import { findBrowserFiles } from './check-browser.mjs'
import { layerOf } from './layers.mjs'

const FREE = new Set(['tests', 'scripts', 'settings of tools', 'example'])
const BROWSER_FOLDERS = /^(?:app|lib\/(?:ui|embed-sdk))\//
const PURE_FOLDERS =
  /^lib\/(?:kernel|client-assertion|webauthn|pki|xades|eprescription|smartcard|rotating-qr|event-stream|embed-protocol)\//

/**
 * Names that certain files may not use. `name` is matched whole.
 * @typedef {{ rule: string, name: RegExp, files: RegExp, except?: RegExp, exceptBrowser?: boolean, advice: string }} Ban
 */

/** @type {Ban[]} */
const BANS = [
  {
    rule: 'environment',
    name: /^process\.env$/,
    files: /^(?:lib|app|pages|proxy|instrumentation)/,
    except: /^lib\/config\//,
    advice: 'Read settings through lib/config, which validates them once at start.',
  },
  {
    rule: 'egress',
    name: /^(?:fetch|EventSource|WebSocket|XMLHttpRequest)$/,
    files: /^(?:lib|app|pages|proxy|instrumentation)/,
    except: /^lib\/egress\//,
    exceptBrowser: true,
    advice: 'Outbound calls go through lib/egress (proxy, client certificate, time-out, size cap).',
  },
  {
    rule: 'pure',
    name: /^Buffer$/,
    files: PURE_FOLDERS,
    advice: 'Pure folders use Uint8Array and lib/kernel/bytes.',
  },
  {
    rule: 'pure',
    name: /^(?:Date\.now|new Date\(\)|performance\.now|process\.hrtime)$/,
    files: PURE_FOLDERS,
    advice: 'Pure folders have no clock: take the time as an argument.',
  },
  {
    rule: 'pure',
    name: /^(?:Math\.random|(?:.*\.)?(?:getRandomValues|random(?:Bytes|UUID|Int|Fill|FillSync)))$/,
    files: PURE_FOLDERS,
    except: /^lib\/kernel\/ids\.ts$/,
    advice: 'Pure folders make no random values: take the random bytes as an argument.',
  },
]

/**
 * @param {import('./project.mjs').Project} project
 * @returns {import('./check-layers.mjs').Violation[]}
 */
export function checkBans(project) {
  const browserFiles = findBrowserFiles(project)
  return [...project.values()].flatMap((file) => {
    if (FREE.has(layerOf(file.path)?.name ?? '')) return []
    const bans = BANS.filter((ban) => ban.files.test(file.path) && !ban.except?.test(file.path))
    if (bans.length === 0) return []
    const isForBrowser = BROWSER_FOLDERS.test(file.path) && browserFiles.has(file.path)
    return bans.filter((ban) => !(ban.exceptBrowser && isForBrowser)).flatMap((ban) => find(file, ban))
  })
}

/**
 * @param {import('./project.mjs').SourceFile} file
 * @param {Ban} ban
 */
function find({ path, uses }, { rule, name, advice }) {
  const lines = new Map()
  for (const use of uses) if (name.test(use.name) && !lines.has(use.line)) lines.set(use.line, use.name)
  return [...lines].map(([line, used]) => ({ rule, path, line, message: `"${used}" is not allowed here. ${advice}` }))
}
