import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const TIMEOUT_MS = 10_000
const OBJECTION = '別の検証プログラム（xmlsec1）が電子署名を認めません。'

/**
 * A second opinion by xmlsec1, which shares no code with this stand-in. Null when it agrees, or when it is not installed.
 * @param {Buffer} xml
 * @param {import('./trust.mjs').Trust} trust
 * @returns {Promise<string | null>}
 */
export async function judgeWithXmlsec(xml, { anchors, authorities }) {
  const folder = await mkdtemp(join(tmpdir(), 'national-service-'))
  try {
    const write = async (name, content) => {
      await writeFile(join(folder, name), content, { mode: 0o600 })
      return join(folder, name)
    }
    const trusted = await Promise.all(anchors.map((one, index) => write(`anchor-${index}.pem`, one.toString())))
    const others = await Promise.all(authorities.map((one, index) => write(`ca-${index}.pem`, one.toString())))
    const status = await run([
      '--verify',
      ...['--id-attr:id', 'PrescriptionDocument'],
      ...['--id-attr:Id', 'http://www.w3.org/2000/09/xmldsig#:KeyInfo'],
      ...['--id-attr:Id', 'http://uri.etsi.org/01903/v1.3.2#:SignedProperties'],
      ...trusted.flatMap((path) => ['--trusted-pem', path]),
      ...others.flatMap((path) => ['--untrusted-pem', path]),
      await write('prescription.xml', xml),
    ])
    return status === 0 || status === null ? null : OBJECTION
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** The exit code; null when there is no xmlsec1. */
function run(args) {
  return new Promise((resolve, reject) => {
    const child = spawn('xmlsec1', args, { stdio: 'ignore', timeout: TIMEOUT_MS })
    child.on('error', (error) => (error.code === 'ENOENT' ? resolve(null) : reject(error)))
    child.on('close', (code) => resolve(code ?? 1))
  })
}
