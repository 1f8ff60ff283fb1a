import { afterAll, expect, test } from 'vitest'
import { authorityServer } from '@/lib/api/testing/authority-server'
import { openUpperCertificateAuthority } from '@/lib/authority/testing/upper-certificate-authority'
import type { FacilityClients } from '@/lib/egress/facility-clients'
import { createHttpClient } from '@/lib/egress/http-client'
import { buildPrescriptionDocument } from '@/lib/eprescription/document/build-prescription-document'
import { samplePrescriptionCsv } from '@/lib/eprescription/testing/sample-prescription'
import { createHttpAuthority } from '@/lib/facility/authority-port/http-authority'
import { judgeDocument } from '@/lib/facility/documents/judge-document'
import { finishSignature } from '@/lib/xades/create/finish-signature'
import { prepareSignature } from '@/lib/xades/create/prepare-signature'
import { runCertificateAuthorityCommand } from './certificate-authority-command'
import { runCredentialCommand } from './credential-command'

const served = await authorityServer({ testHierarchy: false, credentialAlgorithm: 'p-256', keyPool: 0 })
const { context, url } = served
const upper = await openUpperCertificateAuthority('real')
const http = createHttpClient()
afterAll(async () => {
  upper.dispose()
  await http.close()
})

const textOf = ({ lines }: { lines: string[] }) => lines.join('\n')
const fromPem = (pem: string) => new Uint8Array(Buffer.from(pem.replace(/-----[^-]+-----/g, ''), 'base64'))

/** The facility’s side, with the file that the operator was shown; only this test publishes the root’s CRL. */
async function facilityTrusting(trustFile: string) {
  const upperCrl = fromPem(await upper.crl())
  const settings = {
    authorityUrl: url,
    testHierarchy: false,
    trustAnchorsFile: upper.scratch.write('anchors.json', trustFile),
    egress: context.settings.egress,
    clientTls: context.settings.clientTls,
  }
  const client: ReturnType<FacilityClients['of']> = {
    ...http,
    requestBytes: async (request) =>
      request.url.endsWith('/upper-root.crl')
        ? { status: 200, headers: {}, bytes: upperCrl }
        : http.requestBytes(request),
  }
  return createHttpAuthority(settings, { of: () => client })
}

test('a facility signs and judges under a real authority: VALID, until the certificate is revoked', {
  timeout: 30_000,
}, async () => {
  const request = textOf(
    await runCertificateAuthorityCommand(context, [
      'request',
      'hpki-sign',
      '--algorithm',
      'p-256',
      'C=JP',
      'O=見本認証局',
      'CN=TEST Issuing CA',
    ]),
  )
  const chain = upper.scratch.write('chain.pem', (await upper.issue(request)) + upper.root)
  const shown = textOf(await runCertificateAuthorityCommand(context, ['install', 'hpki-sign', chain]))
  const facility = await facilityTrusting(shown.slice(shown.indexOf('{')))

  const person = await served.register(served.newPhone())
  const client = await served.newClient()
  const { clientId } = client
  const { token } = await served.signIn(client, person)
  const { lines } = await runCredentialCommand(context, ['issue', person.holder.id])
  const [credentialId = ''] = (lines[0] ?? '').split('  ')

  const found = await facility.findCredential({ clientId, accessToken: token.access_token })
  if (found.outcome !== 'found') throw new Error(found.outcome)
  const { credential } = found
  expect(credential.credentialId).toBe(credentialId)
  const { certificate } = credential
  const document = buildPrescriptionDocument(samplePrescriptionCsv())
  const signingTime = new Date(Math.floor(Date.now() / 1000) * 1000)
  const prepared = prepareSignature({ document, kind: 'prescription', certificate, signingTime })
  const asked = {
    clientId,
    accessToken: token.access_token,
    credential,
    kind: 'prescription',
    idempotencyKey: 'real',
  } as const
  const signed = await facility.signHashes({ ...asked, hashes: [prepared.digest] })
  if (signed.outcome !== 'signed') throw new Error(signed.outcome)
  const finished = finishSignature(prepared, signed.signatures[0] ?? new Uint8Array())
  const verdict = await judgeDocument(finished, await facility.readTrust(), new Date(), 'prescription')
  expect(verdict).toMatchObject({ result: 'VALID', findings: [] })
  expect(verdict.signatures[0]?.signer?.roles).toEqual(['Medical Doctor'])

  await runCredentialCommand(context, ['revoke', credentialId, 'keyCompromise'])
  const later = await (await facilityTrusting(shown.slice(shown.indexOf('{')))).readTrust()
  const afterwards = await judgeDocument(finished, later, new Date(), 'prescription')
  expect(afterwards.result).not.toBe('VALID')
  expect(afterwards.findings.map(({ code }) => code)).toContain('signer_certificate_revoked')
})
