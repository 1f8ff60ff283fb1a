import { createHash, type KeyObject, sign } from 'node:crypto'
import { concatBytes } from '@/lib/kernel/bytes'
import {
  encodeContext,
  encodeEnumerated,
  encodeInteger,
  encodeNull,
  encodeOctetString,
  encodeSequence,
  encodeSetOf,
} from '@/lib/pki/der/write-der'
import type { AttestationMaker } from './soft-authenticator'
import {
  mintTestCertificate,
  type TestCertificate,
  type TestCertificateOptions,
  type TestName,
} from './test-certificate'

/** An attestation hierarchy of the tests: a root and an intermediate. */
export type TestAttestationCa = { root: TestCertificate; intermediate: TestCertificate }

export const attestationLeafName: TestName = {
  C: 'JP',
  O: 'Shomei Test',
  OU: 'Authenticator Attestation',
  CN: 'Test Authenticator',
}

/** A hierarchy with keys of its own under the given name. */
export function createTestAttestationCa(name: TestName = { CN: 'Test Attestation Root' }): TestAttestationCa {
  const root = mintTestCertificate({ name, isCa: true })
  const intermediate = mintTestCertificate({ name: { CN: 'Test Attestation Intermediate' }, issuer: root, isCa: true })
  return { root, intermediate }
}

/** Packed self attestation (WebAuthn L3 §8.2). `hash` fits a bent `alg`. */
export function packedSelf(bend: { alg?: number; hash?: string } = {}): AttestationMaker {
  return ({ authenticatorData, clientDataHash, credential }) => ({
    fmt: 'packed',
    attStmt: new Map<string, number | Uint8Array<ArrayBuffer>>([
      ['alg', bend.alg ?? credential.algorithm],
      ['sig', signBoth(authenticatorData, clientDataHash, credential.privateKey, bend.hash)],
    ]),
  })
}

/**
 * Packed attestation with a chain (WebAuthn L3 §8.2). `chain` replaces the certificates after the leaf; `leaf` is laid over the
 * leaf's own fields.
 */
export function packedX5c(
  ca: TestAttestationCa,
  bend: { leaf?: Partial<TestCertificateOptions>; chain?: readonly TestCertificate[] } = {},
): AttestationMaker {
  return ({ authenticatorData, clientDataHash, aaguid }) => {
    const aaguidExtension = { oid: '1.3.6.1.4.1.45724.1.1.4', value: encodeOctetString(aaguid) }
    const leaf = mintTestCertificate({
      name: attestationLeafName,
      issuer: ca.intermediate,
      extensions: [aaguidExtension],
      ...bend.leaf,
    })
    return {
      fmt: 'packed',
      attStmt: new Map<string, number | Uint8Array<ArrayBuffer> | Uint8Array<ArrayBuffer>[]>([
        ['alg', -7],
        ['sig', signBoth(authenticatorData, clientDataHash, leaf.privateKey)],
        ['x5c', [leaf, ...(bend.chain ?? [ca.intermediate])].map((certificate) => certificate.der)],
      ]),
    }
  }
}

/** Android Key attestation (WebAuthn L3 §8.4). */
export function androidKey(
  ca: TestAttestationCa,
  bend: {
    challenge?: Uint8Array
    purposes?: readonly number[]
    origin?: number
    /** Where purpose and origin are listed; the trusted environment by default. */
    enforcedBy?: 'hardware' | 'software'
    /** Leaves the key description out. */
    plain?: boolean
    allApplications?: boolean
    keys?: KeyPair
    appendRoot?: boolean
  } = {},
): AttestationMaker {
  return ({ authenticatorData, clientDataHash, credential }) => {
    const enforced = encodeSequence(
      encodeContext(1, encodeSetOf(...(bend.purposes ?? [2]).map(encodeInteger))),
      ...(bend.allApplications ? [encodeContext(600, encodeNull())] : []),
      encodeContext(702, encodeInteger(bend.origin ?? 0)),
    )
    const description = encodeSequence(
      encodeInteger(4),
      encodeEnumerated(1),
      encodeInteger(4),
      encodeEnumerated(1),
      encodeOctetString(bend.challenge ?? clientDataHash),
      encodeOctetString(new Uint8Array()),
      ...(bend.enforcedBy === 'software' ? [enforced, encodeSequence()] : [encodeSequence(), enforced]),
    )
    const keys = bend.keys ?? credential
    const leaf = mintTestCertificate({
      name: { CN: 'Android Keystore Key' },
      issuer: ca.intermediate,
      keys,
      extensions: bend.plain ? [] : [{ oid: '1.3.6.1.4.1.11129.2.1.17', value: description }],
    })
    return {
      fmt: 'android-key',
      attStmt: new Map<string, number | Uint8Array<ArrayBuffer> | Uint8Array<ArrayBuffer>[]>([
        ['alg', -7],
        ['sig', signBoth(authenticatorData, clientDataHash, keys.privateKey)],
        ['x5c', [leaf.der, ca.intermediate.der, ...(bend.appendRoot ? [ca.root.der] : [])]],
      ]),
    }
  }
}

/** Apple Anonymous attestation (WebAuthn L3 §8.8). */
export function appleAnonymous(
  ca: TestAttestationCa,
  bend: { nonce?: Uint8Array; keys?: KeyPair } = {},
): AttestationMaker {
  return ({ authenticatorData, clientDataHash, credential }) => {
    const nonce = createHash('sha256').update(concatBytes(authenticatorData, clientDataHash)).digest()
    const leaf = mintTestCertificate({
      name: { CN: 'Apple Anonymous Test' },
      issuer: ca.intermediate,
      keys: bend.keys ?? credential,
      extensions: [
        {
          oid: '1.2.840.113635.100.8.2',
          value: encodeSequence(encodeContext(1, encodeOctetString(bend.nonce ?? new Uint8Array(nonce)))),
        },
      ],
    })
    return {
      fmt: 'apple',
      attStmt: new Map([['x5c', [leaf.der, ca.intermediate.der]]]),
    }
  }
}

type KeyPair = { publicKey: KeyObject; privateKey: KeyObject }

function signBoth(
  authenticatorData: Uint8Array,
  clientDataHash: Uint8Array,
  key: KeyObject,
  hash = 'sha256',
): Uint8Array<ArrayBuffer> {
  return new Uint8Array(sign(hash, concatBytes(authenticatorData, clientDataHash), key))
}
