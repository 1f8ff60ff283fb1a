import { describe, expect, test } from 'vitest'
import { parseCertificate } from '../certificate'
import { parseCrl } from '../crl'
import { findCrlEntry } from '../crl-entries'
import { encodeInteger, encodeObjectId, encodeOctetString, encodeSequence } from '../der/write-der'
import { OID } from '../pki.oids'
import type { FindOcspAnswer, OcspAnswer, PathQuestion } from './path'
import { daysAfter, mintCertificate, mintCrl, testTime } from './testing/mint'
import { extension, policies, reason, usage } from './testing/mint-extensions'
import { mintKey } from './testing/mint-key'
import { judgeChain, mintChain } from './testing/path-case'
import { validatePath } from './validate-path'

const P = '1.2.392.100495.1.5.1.1.3.1'
const timeStamping = (isCritical: boolean) => {
  return extension(OID.extendedKeyUsage, encodeSequence(encodeObjectId(OID.timeStamping)), isCritical)
}

/** A chain whose leaf is revoked (or on hold) at a time, with CRLs of given times. */
function revokedChain({
  revokedAt = daysAfter(-2),
  code = 1,
  thisUpdate = daysAfter(-1),
  nextUpdate = daysAfter(3),
} = {}) {
  const chain = mintChain()
  const entries = [{ serial: chain.leaf.serial, date: revokedAt, extensions: [reason(code)] }]
  const leafCrl = mintCrl({ issuer: chain.ca, entries, thisUpdate, nextUpdate })
  return {
    ...chain,
    crls: [leafCrl, mintCrl({ issuer: chain.root, thisUpdate: daysAfter(-20), nextUpdate: daysAfter(20) })],
  }
}

function freshChain(times: { thisUpdate?: Date; nextUpdate?: Date } = {}) {
  const chain = mintChain()
  return { ...chain, crls: [mintCrl({ issuer: chain.ca, ...times }), mintCrl({ issuer: chain.root, ...times })] }
}

describe('what the verdict says', () => {
  test('the path goes from the certificate to the anchor, and findings name check, clause and certificate', () => {
    const { root, ca, leaf } = mintChain({ ca: { notAfter: daysAfter(-1) } })
    const verdict = validatePath({
      certificate: parseCertificate(leaf.der),
      intermediates: [parseCertificate(ca.der)],
      anchors: [{ certificate: parseCertificate(root.der) }],
      crls: [],
      at: testTime,
      revocation: 'none',
    })
    expect(verdict.path.map(({ serialNumber }) => Number.parseInt(serialNumber, 16))).toEqual([
      leaf.serial,
      ca.serial,
      root.serial,
    ])
    expect(verdict.findings).toEqual([
      {
        code: 'certificate_expired',
        clause: 'RFC 5280 §6.1.3 (a)(2)',
        place: { index: 1, subject: 'CN=CA,O=Test,C=JP', serialNumber: ca.serial.toString(16).padStart(4, '0') },
        detail: daysAfter(-1).toISOString(),
      },
    ])
  })

  test('all that is wrong is told at once', () => {
    const chain = mintChain({ ca: { extensions: [usage('cRLSign')] }, leaf: { notAfter: daysAfter(-1) } })
    expect(judgeChain(chain).codes).toEqual(['key_cert_sign_missing', 'certificate_expired'])
  })

  test.each([
    ['the wanted one', [P], [P]],
    ['all when any is wanted', undefined, [P]],
  ])('the policies of a valid path are returned: %s', (_, initialPolicies, expected) => {
    const parts = { ca: { extensions: [policies(P)] }, leaf: { extensions: [policies(P)] } }
    const options = initialPolicies === undefined ? {} : { initialPolicies }
    expect(judgeChain(mintChain(parts), options)).toMatchObject({ result: 'VALID', policies: expected })
  })

  test('policies and the explicit flag are settings of each anchor', () => {
    const { root, ca, leaf } = mintChain({
      ca: { extensions: [policies('1.2.3')] },
      leaf: { extensions: [policies('1.2.3')] },
    })
    const ask = (anchor: Pick<PathQuestion, 'initialPolicies' | 'explicitPolicy'>) =>
      validatePath({
        certificate: parseCertificate(leaf.der),
        intermediates: [parseCertificate(ca.der)],
        anchors: [{ certificate: parseCertificate(root.der), ...anchor }],
        crls: [],
        at: testTime,
        revocation: 'none',
        initialPolicies: [P],
        explicitPolicy: true,
      }).result
    expect(ask({})).toBe('INVALID')
    expect(ask({ initialPolicies: ['1.2.3'] })).toBe('VALID')
    expect(ask({ explicitPolicy: false })).toBe('VALID')
  })
})

describe('what the certificate is for', () => {
  test.each([
    ['has the bit', [usage('nonRepudiation')], 'VALID'],
    ['has another bit', [usage('digitalSignature')], 'INVALID'],
  ])('required key usage: %s', (_, extensions, expected) => {
    const chain = mintChain({ leaf: { extensions } })
    expect(judgeChain(chain, { requiredKeyUsage: ['nonRepudiation'] }).result).toBe(expected)
  })

  test('a certificate without keyUsage grants nothing that is required', () => {
    const chain = mintChain({ leaf: { without: [OID.keyUsage] } })
    expect(judgeChain(chain, { requiredKeyUsage: ['nonRepudiation'] }).codes).toEqual(['key_usage_missing'])
    expect(judgeChain(chain).result).toBe('VALID')
  })

  test('required purpose: in the certificate, and not excluded by its CA', () => {
    const required = { requiredExtendedKeyUsage: OID.timeStamping }
    const clientAuth = extension(OID.extendedKeyUsage, encodeSequence(encodeObjectId(OID.clientAuth)))
    const leaf = { extensions: [timeStamping(true)] }
    expect(judgeChain(mintChain({ leaf }), required).result).toBe('VALID')
    expect(judgeChain(mintChain(), required).codes).toEqual(['extended_key_usage_missing'])
    expect(judgeChain(mintChain({ leaf, ca: { extensions: [clientAuth] } }), required).codes).toEqual([
      'extended_key_usage_missing',
    ])
  })

  test('a critical extension that the caller judges is let through, in the certificate itself only', () => {
    const critical = { extensions: [extension('1.2.3.4.5', new Uint8Array([5, 0]), true)] }
    const handled = { handledCriticalExtensions: ['1.2.3.4.5'] }
    expect(judgeChain(mintChain({ leaf: critical }), handled).result).toBe('VALID')
    expect(judgeChain(mintChain({ ca: critical }), handled).codes).toEqual(['critical_extension_unknown'])
  })
})

describe('revocation at a time in the past', () => {
  const later = { validationTime: daysAfter(10) }
  const afterwards = { thisUpdate: daysAfter(9), nextUpdate: daysAfter(12) }

  test.each([
    ['revoked before it', daysAfter(-2), 1, 'INVALID', ['certificate_revoked']],
    ['revoked at that second', testTime, 1, 'INVALID', ['certificate_revoked']],
    ['revoked after it', daysAfter(2), 1, 'VALID', []],
    ['on hold since before it', daysAfter(-2), 6, 'INDETERMINATE', ['certificate_suspended']],
    ['on hold since after it', daysAfter(2), 6, 'VALID', []],
  ])('a CRL from afterwards tells: %s', (_, revokedAt, code, result, codes) => {
    const chain = revokedChain({ revokedAt, code, ...afterwards })
    expect(judgeChain(chain, later)).toMatchObject({ result, codes })
  })

  test('a CRL from after the certificate’s end does not prove that it was good', () => {
    const short = mintChain({ leaf: { notAfter: daysAfter(5) } })
    const crls = [mintCrl({ issuer: short.ca, ...afterwards }), mintCrl({ issuer: short.root, ...afterwards })]
    expect(judgeChain({ ...short, crls }, later)).toMatchObject({
      result: 'INDETERMINATE',
      codes: ['revocation_unknown', 'crl_issued_after_expiry'],
    })
  })

  test('without a later time of the question, a CRL from afterwards is not believed', () => {
    expect(judgeChain(freshChain(afterwards)).codes).toContain('crl_not_yet_valid')
  })

  test('what a stale CRL says about a revocation still counts', () => {
    const chain = revokedChain({ revokedAt: daysAfter(-12), thisUpdate: daysAfter(-10), nextUpdate: daysAfter(-6) })
    expect(judgeChain(chain)).toMatchObject({ result: 'INVALID', codes: ['certificate_revoked'] })
  })

  test('a fresh CRL without the entry does not undo an older one with it', () => {
    const chain = revokedChain({ thisUpdate: daysAfter(-2) })
    const newer = mintCrl({ issuer: mintChain().ca, thisUpdate: daysAfter(-1) })
    expect(judgeChain({ ...chain, crls: [newer, ...chain.crls] }).codes).toEqual(['certificate_revoked'])
  })

  test('a hold is over when the fresher CRL says nothing of it', () => {
    const chain = revokedChain({ code: 6, thisUpdate: daysAfter(-2) })
    const newer = mintCrl({ issuer: mintChain().ca, thisUpdate: daysAfter(-1) })
    expect(judgeChain({ ...chain, crls: [...chain.crls, newer] }).result).toBe('VALID')
  })

  test('a revoked certificate is told even while the CA’s own status is unknown', () => {
    const chain = revokedChain()
    expect(judgeChain({ ...chain, crls: chain.crls.slice(0, 1) })).toMatchObject({
      result: 'INVALID',
      codes: ['revocation_unknown', 'certificate_revoked'],
    })
  })
})

describe('a revocation after the time in question, of a key that signs times (RFC 3161 §4)', () => {
  const judge = (extensions: readonly ReturnType<typeof reason>[]) => {
    const chain = mintChain()
    const entries = [{ serial: chain.leaf.serial, date: daysAfter(2), extensions }]
    const crls = [mintCrl({ issuer: chain.ca, entries }), mintCrl({ issuer: chain.root })]
    return judgeChain({ ...chain, crls }, { isCompromiseRetroactive: true }).result
  }

  test.each([0, 3, 4, 5])('reason %i, written: what was made before stays valid', (code) => {
    expect(judge([reason(code)])).toBe('VALID')
  })

  test.each([1, 2, 7, 9, 10, 11, 200])('reason %i: nothing is left valid', (code) => {
    expect(judge([reason(code)])).toBe('INVALID')
  })

  test('no reason at all: nothing is left valid', () => {
    expect(judge([])).toBe('INVALID')
  })
})

describe('freshness', () => {
  const ended = { thisUpdate: daysAfter(-5), nextUpdate: daysAfter(-1) }

  test.each([
    ['past nextUpdate', ended, {}, 'INDETERMINATE'],
    ['past nextUpdate, within the grace', ended, { crlGraceSeconds: 2 * 86_400 }, 'VALID'],
    ['past nextUpdate and the grace', ended, { crlGraceSeconds: 3_600 }, 'INDETERMINATE'],
    ['younger than demanded', {}, { maxCrlAgeSeconds: 2 * 86_400 }, 'VALID'],
    ['older than demanded', {}, { maxCrlAgeSeconds: 3_600 }, 'INDETERMINATE'],
    ['clock of the CA two minutes ahead', { thisUpdate: new Date(testTime.getTime() + 120_000) }, {}, 'VALID'],
    [
      'the same without tolerance',
      { thisUpdate: new Date(testTime.getTime() + 120_000) },
      { clockSkewSeconds: 0 },
      'INDETERMINATE',
    ],
  ])('CRL %s', (_, times, options, expected) => {
    expect(judgeChain(freshChain(times), options).result).toBe(expected)
  })
})

describe('OCSP answers beside CRLs: the fresher one counts, a revocation always', () => {
  const ask = (chain: ReturnType<typeof freshChain>, answer: OcspAnswer, crls = chain.crls) =>
    judgeChain({ ...chain, crls }, { ocsp: () => answer }).result
  const good = (thisUpdate: Date): OcspAnswer => ({ status: 'good', thisUpdate })

  test('a good answer needs no CRL, an unknown one does', () => {
    expect(ask(freshChain(), good(testTime), [])).toBe('VALID')
    expect(ask(freshChain(), { status: 'unknown', thisUpdate: testTime }, [])).toBe('INDETERMINATE')
    expect(ask(freshChain(), { status: 'unknown', thisUpdate: testTime })).toBe('VALID')
  })

  test('revoked by OCSP is revoked, from its date on', () => {
    const revoked = (revokedAt: Date): OcspAnswer => ({
      status: 'revoked',
      thisUpdate: testTime,
      revokedAt,
      reason: 'absent',
    })
    expect(ask(freshChain(), revoked(daysAfter(-1)))).toBe('INVALID')
    expect(ask(freshChain(), revoked(daysAfter(1)))).toBe('VALID')
  })

  test.each([
    ['absent', 'INVALID'],
    ['keyCompromise', 'INVALID'],
    ['undefined', 'INVALID'],
    ['unspecified', 'VALID'],
    ['superseded', 'VALID'],
    ['cessationOfOperation', 'VALID'],
  ] as const)(
    'RFC 3161 §4: of a key that vouches for times, a later revocation with reason %s is %s before',
    (reason, result) => {
      const answer: OcspAnswer = { status: 'revoked', thisUpdate: testTime, revokedAt: daysAfter(1), reason }
      const question = { ocsp: () => answer, isCompromiseRetroactive: true }
      expect(judgeChain(freshChain(), question).result).toBe(result)
    },
  )

  test('revoked by CRL is revoked, whatever OCSP says', () => {
    expect(ask(revokedChain(), good(testTime))).toBe('INVALID')
  })

  test.each([
    ['lost before the question', [50], 'INDETERMINATE', ['revocation_unknown', 'crl_no_poe']],
    ['never lost', [], 'VALID', []],
  ] as const)('"good" in hindsight counts only while its issuer has the key: %s', (_, lostOn, result, codes) => {
    const chain = mintChain()
    const entries = lostOn.map((day) => ({ serial: chain.ca.serial, date: daysAfter(day), extensions: [reason(1)] }))
    const crls = [mintCrl({ issuer: chain.root, entries, thisUpdate: daysAfter(99), nextUpdate: daysAfter(103) })]
    const ofLeaf: FindOcspAnswer = ({ certificate }) =>
      certificate.basicConstraints?.isCa ? null : good(daysAfter(100))
    const options = { ocsp: ofLeaf, validationTime: daysAfter(100) }
    expect(judgeChain({ ...chain, crls }, options)).toMatchObject({ result, codes })
  })

  test.each([
    ['whose CA has ended', { ca: { notAfter: daysAfter(-1) } }, ['CA']],
    ['whose anchor has ended', { root: { notAfter: daysAfter(-1) } }, []],
    ['that has ended itself', { leaf: { notAfter: daysAfter(-1) } }, ['CA', 'leaf']],
  ] as const)('who got the key of an issuer that ended names no responder that is asked: %s', (_, parts, expected) => {
    const chain = mintChain(parts)
    const asked: string[] = []
    const ocsp: FindOcspAnswer = ({ certificate }) => {
      asked.push(certificate.basicConstraints?.isCa ? 'CA' : 'leaf')
      return null
    }
    const crls = [mintCrl({ issuer: chain.ca }), mintCrl({ issuer: chain.root })]
    expect(judgeChain({ ...chain, crls }, { ocsp, isUsedBefore: true }).result).toBe('INDETERMINATE')
    expect(asked).toEqual(expected)
  })

  test('suspension is what the fresher source says', () => {
    expect(ask(revokedChain({ code: 6 }), good(testTime))).toBe('VALID')
    expect(ask(revokedChain({ code: 6 }), good(daysAfter(-2)))).toBe('INDETERMINATE')
    expect(ask(freshChain(), { status: 'suspended', thisUpdate: testTime, revokedAt: daysAfter(-1) })).toBe(
      'INDETERMINATE',
    )
  })
})

describe('a question that is none is never VALID', () => {
  const nothing = new Date(Number.NaN)

  test.each([
    ['at', { at: nothing }],
    ['validationTime', { validationTime: nothing }],
    ['crlGraceSeconds', { crlGraceSeconds: Number.NaN }],
    ['maxCrlAgeSeconds', { maxCrlAgeSeconds: Number.NaN }],
    ['clockSkewSeconds', { clockSkewSeconds: Number.NaN }],
  ])('%s is not a number', (_, options) => {
    expect(judgeChain(freshChain(), options)).toMatchObject({ result: 'INDETERMINATE', codes: ['time_undefined'] })
  })

  test('octets that change after parsing change nothing, a Buffer’s neither', () => {
    const octets = Buffer.from(mintChain().leaf.der)
    const certificate = parseCertificate(octets)
    const before = Buffer.from(certificate.tbs).toString('hex')
    octets.fill(0)
    expect(Buffer.from(certificate.tbs).toString('hex')).toBe(before)
  })

  test('an OCSP answer without a date of revocation is revoked', () => {
    const ocsp = (): OcspAnswer => ({
      status: 'revoked',
      thisUpdate: testTime,
      revokedAt: nothing,
      reason: 'absent',
    })
    expect(judgeChain(freshChain(), { ocsp }).result).toBe('INVALID')
  })
})

describe('work is bounded', () => {
  test('14 CAs that all certify each other end in a verdict at once', () => {
    const names = Array.from({ length: 14 }, (_, index) => `CN=Mesh ${index}`)
    const issuer = (index: number) => ({ name: names[index] ?? '', key: mintKey(`ec:mesh${index}`) })
    const mesh = names.flatMap((name, subject) =>
      names.map((_, by) => {
        return parseCertificate(mintCertificate({ name, key: `ec:mesh${subject}`, isCa: true, issuer: issuer(by) }).der)
      }),
    )
    const chain = mintChain()
    const leaf = mintCertificate({ name: 'CN=Taro', key: 'ec:leaf', issuer: issuer(5) })
    const started = performance.now()
    const verdict = validatePath({
      certificate: parseCertificate(leaf.der),
      intermediates: mesh,
      anchors: [{ certificate: parseCertificate(chain.root.der) }],
      crls: [],
      at: testTime,
      revocation: 'none',
    })
    expect(verdict.result).toBe('INDETERMINATE')
    expect(verdict.findings.map(({ code }) => code)).toContain('path_limit_reached')
    expect(performance.now() - started).toBeLessThan(2_000)
  })

  test('large certificates and CRLs of a foreign key in the CA’s name end in a verdict at once', () => {
    const chain = mintChain()
    const foreign = { name: chain.ca.name, key: mintKey('ec:foreign') }
    const ballast = extension('1.2.3.4', encodeOctetString(new Uint8Array(60_000)))
    const large = Array.from({ length: 18 }, () =>
      mintCertificate({
        name: foreign.name,
        key: 'ec:foreign',
        isCa: true,
        issuer: { name: chain.root.name, key: foreign.key },
        extensions: [ballast],
      }),
    )
    const crls = large.map((_, index) => mintCrl({ issuer: foreign, number: index + 1 }))
    const asked = { ...chain, crls: [mintCrl({ issuer: chain.root }), ...crls] }
    const started = performance.now()
    const { result } = judgeChain({ ...asked, intermediates: [chain.ca, ...large] })
    expect(result).toBe('INDETERMINATE')
    expect(performance.now() - started).toBeLessThan(3_000)
  })

  test('forged CRLs that use the budget up hide no revocation that the CRLs before them prove', () => {
    const { crls, ...chain } = revokedChain()
    const forged = Array.from({ length: 16 }, (_, index) => {
      const issuer = { name: chain.ca.name, key: mintKey('ec:forger') }
      return mintCrl({ issuer, thisUpdate: testTime, number: 100 + index })
    })
    const candidates = Array.from({ length: 32 }, (_, index) =>
      mintCertificate({
        name: chain.ca.name,
        key: `ec:candidate${index}`,
        isCa: true,
        without: [OID.subjectKeyIdentifier],
      }),
    )
    const intermediates = [chain.ca, ...candidates]
    const ask = (known: readonly Uint8Array[]) => judgeChain({ ...chain, intermediates, crls: [...known, ...forged] })
    expect(ask(crls)).toMatchObject({ result: 'INVALID', codes: ['certificate_revoked'] })
    expect(ask(crls.slice(1))).toMatchObject({ result: 'INDETERMINATE', codes: ['path_limit_reached'] })
  })

  test('20,000 candidates of one name are passed over at once', () => {
    const chain = mintChain()
    const other = parseCertificate(mintCertificate({ name: 'CN=Same', key: 'ec:x', isCa: true }).der)
    const same = Array.from({ length: 20_000 }, (_, index) => ({ ...other, der: encodeInteger(index) }))
    const started = performance.now()
    const intermediates = [...same, ...chain.intermediates.map(({ der }) => parseCertificate(der))]
    expect(judgeChain(chain, { intermediates }).result).toBe('VALID')
    expect(performance.now() - started).toBeLessThan(2_000)
  })

  test('a path of more than 8 certificates is not followed, one of 8 is', () => {
    const chainOf = (length: number) => {
      const { root } = mintChain()
      const cas: ReturnType<typeof mintCertificate>[] = []
      for (let index = 1; index < length; index += 1) {
        cas.push(mintCertificate({ name: `CN=Deep ${index}`, key: 'ec:deep', isCa: true, issuer: cas.at(-1) ?? root }))
      }
      const leaf = mintCertificate({ name: 'CN=Taro', key: 'ec:leaf', issuer: cas.at(-1) ?? root })
      return { leaf, intermediates: cas, anchors: [root] }
    }
    expect(judgeChain(chainOf(8)).result).toBe('VALID')
    expect(judgeChain(chainOf(9))).toMatchObject({ result: 'INDETERMINATE' })
  })

  test('a CRL whose issuer’s name is as long as its 20,000 entries is read at once, and needs no memory for the name of each', () => {
    const issuer = { name: `CN~=${'a'.repeat(500_000)}`, key: mintKey('ec:long') }
    const entries = Array.from({ length: 20_000 }, (_, index) => ({ serial: 100_000 + index }))
    const der = mintCrl({ issuer, entries })
    const started = performance.now()
    const crl = parseCrl(der)
    expect(performance.now() - started).toBeLessThan(3_000)
    const lengths = [...crl.entries.bySerial.keys()].map((key) => key.length)
    expect(Math.max(...lengths)).toBeLessThan(100)
    expect(findCrlEntry(crl.entries, crl.issuer, '0186a0')).toMatchObject({ serialNumber: '0186a0' })
  })

  test('a CRL of 20,000 entries is read within three seconds, into a map', () => {
    const entries = Array.from({ length: 20_000 }, (_, index) => ({ serial: 100_000 + index }))
    const der = mintCrl({ issuer: mintChain().ca, entries })
    const started = performance.now()
    const crl = parseCrl(der)
    expect(crl.entries.bySerial.size).toBe(20_000)
    expect(performance.now() - started).toBeLessThan(3_000)
  })
})
