import { createHash, verify } from 'node:crypto'
import type { Settings } from '@/lib/config/settings'
import { newId } from '@/lib/kernel/ids'
import { keyBindingMac } from '@/lib/keystore/key-binding'
import type { SigningKeystore } from '@/lib/keystore/signing-keystore'
import { createTestPki } from '@/lib/pki/testing/test-pki'
import type { DocumentKind } from '@/lib/vocabulary/document-kind'
import type { SigningKeyAlgorithm } from '@/lib/vocabulary/settings/signing-key-algorithm'
import type { SoftAuthenticator } from '@/lib/webauthn/testing/soft-authenticator'
import { authorizeSignatures } from '../signatures/authorize-signatures'
import { authenticateBearer } from '../signatures/bearer/authenticate-bearer'
import type { Bearer } from '../signatures/bearer/bearer'

import { signHashes } from '../signatures/sign-hashes'
import { type RegisteredHolder, testOrigin } from './authority-world'
import { signInWorld, type TestClient } from './sign-in-world'

/** A credential in a test with the key that verifies what it signs. */
export type TestCredential = { id: string; holderId: string; publicKey: Uint8Array<ArrayBuffer> }

/** Somebody who has signed in and has a credential. */
export type Signer = {
  person: RegisteredHolder
  client: TestClient
  accessToken: string
  bearer: Bearer
  credential: TestCredential
}

/** An authority whose holders have signed in and can sign, with a keystore whose answers a test may change. */
export function signatureWorld(settings: Partial<Settings> = {}) {
  return addSigning(signInWorld(settings))
}

/** The same on a world that is there already, such as one behind a port; `newPhone` makes authenticators for its address. */
export function addSigning<World extends ReturnType<typeof signInWorld>>(
  world: World,
  newPhone?: () => SoftAuthenticator,
) {
  const { db, context } = world
  const keystore = context.signingKeystore
  const calls: number[] = []
  const faults: ((call: number) => void)[] = []
  const signingKeystore: SigningKeystore = {
    ...keystore,
    sign(key, digests) {
      calls.push(digests.length)
      for (const fault of faults) fault(calls.length)
      return keystore.sign(key, digests)
    },
  }
  const signing = { ...context, signingKeystore }
  const pki = createTestPki({ algorithm: 'p-256' })

  async function newCertificateAuthority(): Promise<string> {
    const { root, issuingCa } = await pki
    await db.sql`
      INSERT INTO authority.certificate_authority (id, name, certificate, is_test, issuer_id) VALUES
        ('cau_root', 'テストルート認証局', ${root.certificate}, true, NULL),
        ('cau_issuing', 'テスト認証局', ${issuingCa.certificate}, true, 'cau_root') ON CONFLICT DO NOTHING`
    return 'cau_issuing'
  }

  /** A credential as issuing leaves it behind. */
  async function newCredential(
    holderId: string,
    { role = 'Medical Doctor', algorithm = 'p-256' as SigningKeyAlgorithm } = {},
  ): Promise<TestCredential> {
    const [id, keyId, certificateAuthorityId] = [
      newId('credential'),
      newId('signingKey'),
      await newCertificateAuthority(),
    ]
    const { publicKey, wrapped } = await keystore.generate(algorithm)
    const mac = keyBindingMac(context.keyring, { credentialId: id, holderId, algorithm, publicKey, wrapped })
    const { certificate, serialNumber } = await (await pki).issueHolder({ change: (each) => ({ ...each, publicKey }) })
    await db.sql`
      INSERT INTO authority.signing_key (id, algorithm, public_key, state, keystore, wrapping_key_id, mechanism, wrapped,
        binding_mac, assigned_at)
      VALUES (${keyId}, ${algorithm}, ${publicKey}, 'assigned', ${wrapped.keystore}, ${wrapped.wrappingKeyId},
        ${wrapped.mechanism}, ${wrapped.wrapped}, ${mac}, now())`
    await db.sql`
      INSERT INTO authority.credential (id, holder_id, key_id, certificate_authority_id, certificate, serial_number, role,
        not_before, not_after)
      VALUES (${id}, ${holderId}, ${keyId}, ${certificateAuthorityId}, ${certificate}, ${serialNumber}, ${role},
        now() - interval '1 hour', now() + interval '1 year')`
    return { id, holderId, publicKey }
  }

  async function signer(options: Parameters<typeof newCredential>[1] = {}, client?: TestClient): Promise<Signer> {
    const owner = client ?? (await world.newClient())
    const person = await world.register(newPhone?.())
    const { token } = await world.signIn(owner, person)
    const bearer = await authenticateBearer(context, token.access_token, testOrigin)
    const credential = await newCredential(person.holder.id, options)
    return { person, client: owner, accessToken: token.access_token, bearer, credential }
  }

  async function authorize(
    { bearer, credential }: Pick<Signer, 'bearer' | 'credential'>,
    hashes: readonly Uint8Array[],
    { numSignatures = hashes.length, documentKind = null as DocumentKind | null } = {},
  ): Promise<string> {
    const input = { credentialId: credential.id, numSignatures, hashes, documentKind }
    return (await authorizeSignatures(context, bearer, input, testOrigin)).sad
  }

  function sign(
    { bearer, credential }: Pick<Signer, 'bearer' | 'credential'>,
    sad: string,
    hashes: readonly Uint8Array[],
    idempotencyKey: string | null = null,
  ) {
    return signHashes(
      signing,
      bearer,
      { credentialId: credential.id, sad, hashes, algorithm: null, idempotencyKey },
      testOrigin,
    )
  }

  /** How many units of a SAD are in each state. */
  async function unitsOf(credential: TestCredential): Promise<Record<string, number>> {
    const rows = await db.sql<{ state: string; count: number }[]>`
      SELECT unit.state, count(*)::int AS count FROM authority.sad_unit AS unit
      JOIN authority.sad AS sad ON sad.id = unit.sad_id
      JOIN authority.activation AS activation ON activation.id = sad.activation_id
      WHERE activation.credential_id = ${credential.id} GROUP BY unit.state`
    return Object.fromEntries(rows.map(({ state, count }) => [state, count]))
  }

  return { ...world, signing, calls, faults, newCredential, signer, authorize, sign, unitsOf }
}

/** SHA-256 of a document that says its number. */
export function documentHash(number: number | string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(documentOf(number)).digest())
}

/** Whether a signature is over that document, by the key of that credential. */
export function isSignatureOf(number: number | string, signature: Uint8Array, { publicKey }: TestCredential): boolean {
  const key = { key: Buffer.from(publicKey), format: 'der', type: 'spki' } as const
  return verify('sha256', documentOf(number), key, signature)
}

function documentOf(number: number | string): Uint8Array {
  return new TextEncoder().encode(`document ${number}`)
}
