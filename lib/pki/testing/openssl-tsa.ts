import { openScratch, runOpenssl } from './run-openssl'
import type { TestIdentity } from './test-pki'
import { toPem } from './to-pem'

/** Policy under which openssl's authority stamps. */
export const opensslTsaPolicy = '1.2.3.4.1'

/** `openssl ts` as an independent time-stamp authority and judge, in a folder of its own. */
export function createOpensslTsa(tsa: TestIdentity, chain: readonly Uint8Array[], root: Uint8Array) {
  const scratch = openScratch()
  const certificates = chain.map((der) => toPem(der, 'CERTIFICATE')).join('')
  scratch.write('tsa.pem', toPem(tsa.certificate, 'CERTIFICATE'))
  scratch.write('chain.pem', certificates)
  scratch.write('root.pem', toPem(root, 'CERTIFICATE'))
  scratch.write('tsa.key', tsa.key.privateKey.export({ type: 'pkcs8', format: 'pem' }))
  scratch.write('serial', '01\n')
  const settings = [
    '[tsa]',
    'default_tsa = tsa1',
    '[tsa1]',
    'serial = serial',
    'signer_cert = tsa.pem',
    'certs = chain.pem',
    'signer_key = tsa.key',
    'signer_digest = sha256',
    `default_policy = ${opensslTsaPolicy}`,
    'digests = sha256, sha384, sha512',
    'accuracy = secs:1, millisecs:500',
    'tsa_name = yes',
    'ess_cert_id_chain = no',
  ]
  let count = 0
  const next = (name: string) => {
    count += 1
    return `${count}-${name}`
  }

  return {
    dispose: scratch.dispose,
    /** A TimeStampResp for the request, DER. */
    async reply(query: Uint8Array, essAlgorithm: 'sha1' | 'sha256' = 'sha256'): Promise<Uint8Array<ArrayBuffer>> {
      scratch.write('tsa.cnf', [...settings, `ess_cert_id_alg = ${essAlgorithm}`, ''].join('\n'))
      const files = { query: next('query'), reply: next('reply') }
      scratch.write(files.query, query)
      const run = ['ts', '-reply', '-config', 'tsa.cnf', '-queryfile', files.query, '-out', files.reply]
      const answer = await runOpenssl(run, scratch.folder)
      if (answer.status !== 0) throw new Error(answer.output)
      return scratch.read(files.reply)
    },
    /** A TimeStampReq over the octets, DER. */
    async query(
      data: Uint8Array,
      parameters: readonly string[] = ['-sha256', '-cert'],
    ): Promise<Uint8Array<ArrayBuffer>> {
      const files = { data: next('data'), query: next('query') }
      scratch.write(files.data, data)
      const run = ['ts', '-query', '-data', files.data, ...parameters, '-out', files.query]
      const answer = await runOpenssl(run, scratch.folder)
      if (answer.status !== 0) throw new Error(answer.output)
      return scratch.read(files.query)
    },
    /** Whether openssl takes the token for these octets, or the response for that request. */
    async accepts(given: { token: Uint8Array; data: Uint8Array } | { response: Uint8Array; query: Uint8Array }) {
      const trust = ['-CAfile', 'root.pem', '-untrusted', 'chain.pem']
      const [first, second] = 'token' in given ? [given.token, given.data] : [given.response, given.query]
      const files = { first: next('in'), second: next('over') }
      scratch.write(files.first, first)
      scratch.write(files.second, second)
      const over = 'token' in given ? ['-token_in', '-data', files.second] : ['-queryfile', files.second]
      const answer = await runOpenssl(['ts', '-verify', '-in', files.first, ...over, ...trust], scratch.folder)
      return answer.status === 0
    },
  }
}
