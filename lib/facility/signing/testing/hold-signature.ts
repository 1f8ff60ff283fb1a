/**
 * Signs with a card whose PIN is never typed, until the process is killed. For second-way.db.test.ts: JSON of `HeldSignature` is the
 * only argument, and `asked` is written when the card has been asked.
 */
import { parseSettings } from '@/lib/config/settings'
import { createDatabase } from '@/lib/db/database'
import { createNotifications } from '@/lib/db/notifications'
import { samplePrescriptionCsv } from '@/lib/eprescription/testing/sample-prescription'
import { createKeyring } from '@/lib/keystore/keyring'
import { createFakeAuthority } from '../../authority-port/testing/fake-authority'
import { toPrescriptionItem } from '../document-item'
import { signDocuments } from '../sign-documents'
import type { Signer } from '../signature-port'
import type { SigningPrincipal } from '../signing-context'

export type HeldSignature = {
  databaseUrl: string
  environment: Record<string, string>
  principal: SigningPrincipal
  signer: Omit<Signer, 'knownSubject'>
  idempotencyKey: string
  requestHash: string
  certificate: string
}

const held: HeldSignature = JSON.parse(process.argv[2] ?? '')
const { principal, signer, idempotencyKey } = held
const settings = parseSettings(held.environment)
const db = createDatabase({ url: held.databaseUrl, connections: 2 })
const certificate = new Uint8Array(Buffer.from(held.certificate, 'base64'))
const credential = { credentialId: 'card', certificate, signAlgorithm: '1.2.840.113549.1.1.11' }

await signDocuments(
  {
    db,
    keyring: createKeyring(settings.masterKey),
    notifications: createNotifications(db),
    authority: createFakeAuthority(),
    settings,
  },
  {
    principal,
    staffCode: signer.staffCode,
    terminalCode: signer.terminalCode,
    kind: 'prescription',
    idempotencyKey,
    requestHash: new Uint8Array(Buffer.from(held.requestHash, 'base64')),
    items: async () => [toPrescriptionItem(samplePrescriptionCsv())],
    openSigner: async () => ({
      signer: { ...signer, knownSubject: null },
      signatures: {
        timeoutSeconds: 300,
        findCredential: async () => credential,
        forgetCredential: () => {},
        obtainSignatures() {
          process.stdout.write('asked\n')
          return new Promise(() => {})
        },
      },
    }),
  },
  { requestId: 'req_held', address: '192.0.2.10', userAgent: 'Test' },
)
