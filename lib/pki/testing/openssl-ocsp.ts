import { openScratch, runOpenssl } from './run-openssl'
import type { TestIdentity } from './test-pki'
import { toPem } from './to-pem'

/** A line of openssl's index: `V`, or `R` with its time and reason. */
export type OpensslIndexEntry = { serialNumber: string; revokedAt?: Date; reason?: string }

/** `openssl ocsp` as an independent responder and judge, in a folder of its own. */
export function createOpensslOcsp(pki: { root: TestIdentity; issuingCa: TestIdentity }, responder: TestIdentity) {
  const scratch = openScratch()
  scratch.write('root.pem', toPem(pki.root.certificate, 'CERTIFICATE'))
  scratch.write('ca.pem', toPem(pki.issuingCa.certificate, 'CERTIFICATE'))
  scratch.write('responder.pem', toPem(responder.certificate, 'CERTIFICATE'))
  scratch.write('responder.key', responder.key.privateKey.export({ type: 'pkcs8', format: 'pem' }))

  return {
    dispose: scratch.dispose,
    /** Answers the request as openssl's responder does; `days` null leaves nextUpdate out. */
    async respond(request: Uint8Array, entries: readonly OpensslIndexEntry[], days: number | null = 1) {
      scratch.write('index.txt', `${entries.map(toIndexLine).join('\n')}\n`)
      scratch.write('request.der', request)
      const signer = ['-rsigner', 'responder.pem', '-rkey', 'responder.key', '-CA', 'ca.pem']
      const files = ['-index', 'index.txt', '-reqin', 'request.der', '-respout', 'response.der']
      const validity = days === null ? [] : ['-ndays', String(days)]
      const answer = await runOpenssl(['ocsp', ...files, ...signer, ...validity], scratch.folder)
      if (answer.status !== 0) throw new Error(answer.output)
      return scratch.read('response.der')
    },
    /** A request as openssl's client makes it, DER. */
    async request(certificate: Uint8Array, parameters: readonly string[] = ['-sha256']) {
      scratch.write('leaf.pem', toPem(certificate, 'CERTIFICATE'))
      const about = ['-issuer', 'ca.pem', '-cert', 'leaf.pem', '-reqout', 'asked.der']
      const answer = await runOpenssl(['ocsp', ...parameters, ...about], scratch.folder)
      if (answer.status !== 0) throw new Error(answer.output)
      return scratch.read('asked.der')
    },
    /** What openssl's client reads from the response about the certificate; `null` when it does not trust it. */
    async judge(response: Uint8Array, certificate: Uint8Array, hash: '-sha256' | '-sha1' = '-sha256') {
      scratch.write('judged.der', response)
      scratch.write('leaf.pem', toPem(certificate, 'CERTIFICATE'))
      const about = [hash, '-issuer', 'ca.pem', '-cert', 'leaf.pem', '-respin', 'judged.der']
      const trust = ['-CAfile', 'root.pem', '-verify_other', 'ca.pem', '-no_nonce']
      const { output } = await runOpenssl(['ocsp', ...about, ...trust], scratch.folder)
      if (!output.includes('Response verify OK') || /Status times invalid/.test(output)) return null
      return /leaf\.pem: (\w+)/.exec(output)?.[1] ?? null
    },
  }
}

function toIndexLine({ serialNumber, revokedAt, reason }: OpensslIndexEntry): string {
  const revocation = revokedAt === undefined ? '' : [toUtcTime(revokedAt), ...(reason ? [reason] : [])].join(',')
  const serial = serialNumber.toUpperCase()
  return [revokedAt ? 'R' : 'V', '491231235959Z', revocation, serial, 'unknown', `/CN=${serial}`].join('\t')
}

function toUtcTime(date: Date): string {
  return `${date.toISOString().slice(2, 19).replace(/[-:T]/g, '')}Z`
}
