import { findBrowserFiles } from './check-browser.mjs'
import { layerOf } from './layers.mjs'
import { maskSource } from './mask-source.mjs'

const FREE = new Set(['tests', 'scripts', 'settings of tools', 'example'])
const BROWSER_FOLDERS = /^(?:app|lib\/(?:ui|embed-sdk))\//
const PURE_FOLDERS =
  /^lib\/(?:kernel|client-assertion|webauthn|pki|xades|eprescription|smartcard|rotating-qr|event-stream|embed-protocol)\//

/**
 * Words that may not appear in the code of certain files.
 * @typedef {{ rule: string, word: RegExp, files: RegExp, except?: RegExp, exceptBrowser?: boolean,
 *   unlessFollowedBy?: RegExp, advice: string }} Ban
 */

/** @type {Ban[]} */
const BANS = [
  {
    rule: 'environment',
    word: /\bprocess\s*(?:\?\.|\.)\s*env\b/g,
    // No settings: Next replaces them when it builds.
    unlessFollowedBy: /^(?:\.|\[')(?:NEXT_RUNTIME|NODE_ENV)\b/,
    files: /^(?:lib|app|proxy|instrumentation)/,
    except: /^lib\/config\//,
    advice: 'Read settings through lib/config, which validates them once at start.',
  },
  {
    rule: 'egress',
    word: /(?<![\w$.])fetch\s*\(|\bglobalThis\.fetch\b/g,
    files: /^(?:lib|app|proxy|instrumentation)/,
    except: /^lib\/egress\//,
    exceptBrowser: true,
    advice: 'Outbound calls go through lib/egress (proxy, client certificate, time-out, size cap).',
  },
  {
    rule: 'pure',
    word: /(?<![\w$.])Buffer\b/g,
    files: PURE_FOLDERS,
    advice: 'Pure folders use Uint8Array and lib/kernel/bytes.',
  },
  {
    rule: 'pure',
    word: /\bDate\.now\s*\(|\bnew Date\(\s*\)|\bperformance\.now\s*\(|\bMath\.random\s*\(|\bcrypto\.(?:getRandomValues|randomUUID)\s*\(|(?<![\w$.])random(?:Bytes|UUID|Int)\s*\(/g,
    files: PURE_FOLDERS,
    except: /^lib\/kernel\/ids\.ts$/,
    advice: 'Pure folders have no clock and no dice: take the time or the random octets as an argument.',
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
    const code = maskSource(file.text)
    const isForBrowser = BROWSER_FOLDERS.test(file.path) && browserFiles.has(file.path)
    return bans.filter((ban) => !(ban.exceptBrowser && isForBrowser)).flatMap((ban) => find(file, code, ban))
  })
}

/**
 * @param {import('./project.mjs').SourceFile} file
 * @param {string} code
 * @param {Ban} ban
 */
function find({ path, text }, code, { rule, word, unlessFollowedBy, advice }) {
  return [...code.matchAll(word)].flatMap((match) => {
    if (unlessFollowedBy?.test(text.slice(match.index + match[0].length))) return []
    const line = code.slice(0, match.index).split('\n').length
    return [{ rule, path, line, message: `"${match[0].trim()}" is not allowed here. ${advice}` }]
  })
}
