import { X509Certificate } from 'node:crypto'
import { request } from 'node:http'

const MAX_AGE_MS = 30_000
const MAX_BYTES = 1_000_000
const TIMEOUT_MS = 5_000

/**
 * What signers are judged by: anchors, certificates of authorities (the anchors too), and CRLs in DER.
 * @typedef {{ anchors: X509Certificate[], authorities: X509Certificate[], crls: Buffer[] }} Trust
 */

/**
 * Reads the authority's certificates and CRL, at most every 30 s.
 * @param {import('./settings.mjs').Settings} settings
 * @param {() => number} now
 * @returns {() => Promise<Trust>}
 */
export function createTrustSource({ authorityUrl, authorityConnect }, now = Date.now) {
  let kept = null
  const fetchFile = (path) => download(new URL(path, authorityConnect), new URL(authorityUrl).host)

  async function read() {
    const [root, issuing, crl] = await Promise.all(
      ['/ca/test-root.crt', '/ca/test-issuing.crt', '/crl/test-issuing.crl'].map(fetchFile),
    )
    const [anchor, authority] = [root, issuing].map((der) => new X509Certificate(der))
    return { anchors: [anchor], authorities: [anchor, authority], crls: [crl] }
  }

  return async () => {
    if (kept === null || now() - kept.at > MAX_AGE_MS) kept = { at: now(), trust: await read() }
    return kept.trust
  }
}

/** node:http rather than fetch: the address to connect to and the Host header differ. */
function download(url, host) {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { headers: { Host: host }, timeout: TIMEOUT_MS })
    outgoing.on('timeout', () => outgoing.destroy(new Error(`${url} gave no answer`)))
    outgoing.on('error', reject)
    outgoing.on('response', async (response) => {
      const chunks = []
      let size = 0
      for await (const chunk of response) {
        size += chunk.length
        if (size <= MAX_BYTES) chunks.push(chunk)
      }
      if (response.statusCode === 200 && size <= MAX_BYTES) resolve(Buffer.concat(chunks))
      else reject(new Error(`${url} answered ${response.statusCode} with ${size} octets`))
    })
    outgoing.end()
  })
}
