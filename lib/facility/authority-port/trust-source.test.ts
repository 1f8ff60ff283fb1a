import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { HPKI_OID } from '@/lib/pki/hpki/hpki.oids'
import { createTestPki, type TestPki } from '@/lib/pki/testing/test-pki'
import { noOcsp } from '@/lib/revocation/testing/no-ocsp'
import { authorityError } from './authority.errors'
import { readTrustSettings, type TrustSettings } from './trust-settings'
import { createTrustSource } from './trust-source'

const at = new Date('2026-11-23T03:00:00Z')
const hours = (count: number) => new Date(at.getTime() + count * 3_600_000)
const urls = {
  root: 'https://ca.example/root.crt',
  issuing: 'https://ca.example/issuing.crt',
  crl: 'https://ca.example/a.crl',
}
const settings: TrustSettings = {
  anchors: [{ source: { url: urls.root }, initialPolicies: ['1.2.3'], explicitPolicy: true }],
  intermediates: [{ url: urls.issuing }],
  crlUrls: [urls.crl],
  signerPolicies: ['1.2.3'],
  timestamps: null,
}

let pki: TestPki
let crl: Uint8Array<ArrayBuffer>
beforeAll(async () => {
  pki = await createTestPki({ algorithm: 'p-256', at })
  crl = await pki.crl({ thisUpdate: hours(-1), nextUpdate: hours(2) })
})

/** A source whose clock and whose addresses are in the test's hands. */
function source(chosen = settings) {
  const world = {
    now: at,
    isAway: false,
    fetched: [] as string[],
    published: new Map<string, Uint8Array<ArrayBuffer>>(),
  }
  world.published.set(urls.root, pki.root.certificate)
  world.published.set(urls.issuing, pki.issuingCa.certificate)
  world.published.set(urls.crl, crl)
  const trust = createTrustSource({
    settings: async () => chosen,
    ocsp: noOcsp,
    now: () => world.now,
    async fetchBytes(url) {
      world.fetched.push(url)
      const octets = world.published.get(url)
      if (world.isAway || octets === undefined) throw authorityError('authority.unavailable')
      return octets
    },
  })
  return { world, trust }
}

/** How often somebody else had a turn on the event loop. */
function countTurns() {
  let turns = 0
  let isStopped = false
  const next = () => {
    turns += 1
    if (!isStopped) setImmediate(next)
  }
  setImmediate(next)
  return {
    stop() {
      isStopped = true
      return turns
    },
  }
}

describe('trust material', () => {
  test('is fetched once for many that ask at once, and kept', async () => {
    const { world, trust } = source()
    const all = await Promise.all(Array.from({ length: 50 }, () => trust.read()))
    expect([...world.fetched].sort()).toEqual([urls.crl, urls.issuing, urls.root])
    expect(all[0]?.anchors[0]).toMatchObject({ initialPolicies: ['1.2.3'], explicitPolicy: true })
    expect(all[0]?.profiles.prescription).toEqual({ policies: ['1.2.3'], roles: ['Medical Doctor', 'Dentist'] })
    await trust.read()
    expect(world.fetched).toHaveLength(3)
  })

  test('a CRL of 20,000 entries (0.7 MB) is read in steps, between which others run', async () => {
    const { world, trust } = source()
    const entries = Array.from({ length: 20_000 }, (_, index) => ({
      serialNumber: (0x4000_0000 + index).toString(16),
      revocationDate: at,
    }))
    world.published.set(urls.crl, await pki.crl({ entries, thisUpdate: hours(-1), nextUpdate: hours(2) }))
    const others = countTurns()
    const { crls } = await trust.read()
    expect(others.stop()).toBeGreaterThanOrEqual(39)
    expect(crls[0]?.entries.bySerial.size).toBe(20_000)
  }, 30_000)

  test('a CRL is asked for again after five minutes, a certificate after an hour', async () => {
    const { world, trust } = source()
    await trust.read()
    world.now = new Date(at.getTime() + 301_000)
    await trust.read()
    expect(world.fetched.slice(3)).toEqual([urls.crl])
    world.now = hours(1)
    await trust.read()
    expect(world.fetched.slice(4).sort()).toEqual([urls.crl, urls.issuing, urls.root])
  })

  test('away: what is known serves until the CRL’s nextUpdate, then nothing is trusted', async () => {
    const { world, trust } = source()
    await trust.read()
    world.isAway = true
    world.now = hours(1.9)
    expect((await trust.read()).crls).toHaveLength(1)
    world.now = hours(2)
    await expect(trust.read()).rejects.toMatchObject({ code: 'authority.unavailable' })
    world.isAway = false
    world.published.set(urls.crl, await pki.crl({ thisUpdate: hours(1), nextUpdate: hours(5) }))
    expect((await trust.read()).crls).toHaveLength(1)
  })

  test('away: nobody waits for it more often than twice a minute while what is known holds', async () => {
    const { world, trust } = source()
    await trust.read()
    world.isAway = true
    world.now = new Date(at.getTime() + 301_000)
    for (let call = 0; call < 5; call += 1) await trust.read()
    expect(world.fetched.slice(3)).toEqual([urls.crl])
    world.now = new Date(at.getTime() + 332_000)
    await trust.read()
    expect(world.fetched.slice(4)).toEqual([urls.crl])
  })

  test('slow: nobody waits longer than a signature may, and what arrives later serves the next', async () => {
    let arrive: (crl: Uint8Array<ArrayBuffer>) => void = () => {}
    const slow = new Promise<Uint8Array<ArrayBuffer>>((resolve) => {
      arrive = resolve
    })
    const fetched: string[] = []
    const trust = createTrustSource({
      settings: async () => settings,
      ocsp: noOcsp,
      now: () => at,
      waitMs: 20,
      fetchBytes: async (url) => {
        fetched.push(url)
        if (url === urls.crl) return slow
        return url === urls.root ? pki.root.certificate : pki.issuingCa.certificate
      },
    })
    await expect(trust.read()).rejects.toMatchObject({
      code: 'authority.unavailable',
      detail: expect.stringContaining('still being fetched'),
    })
    await expect(trust.read()).rejects.toMatchObject({ code: 'authority.unavailable' })
    arrive(crl)
    expect((await trust.read()).crls).toHaveLength(1)
    expect(fetched.filter((url) => url === urls.crl)).toHaveLength(1)
  })

  test.each([
    ['a stale CRL', async () => pki.crl({ thisUpdate: hours(-9), nextUpdate: hours(-1) })],
    ['a page of some proxy', async () => new Uint8Array(Buffer.from('<html>'))],
  ])('%s is no CRL: nothing is trusted', async (_, published) => {
    const { world, trust } = source()
    world.published.set(urls.crl, await published())
    await expect(trust.read()).rejects.toMatchObject({ code: 'authority.unavailable' })
  })

  describe('an older CRL at the same address', () => {
    const numbered = (crlNumber: number, parts: Parameters<TestPki['crl']>[0] = {}) =>
      pki.crl({ thisUpdate: hours(-1), nextUpdate: hours(5), crlNumber, ...parts })
    /** The number of the CRL that counts after each of these was published, one five minutes after the other. */
    const numbersAfter = async (...published: readonly Uint8Array<ArrayBuffer>[]) => {
      const { world, trust } = source()
      const numbers: (bigint | null | undefined)[] = []
      for (const each of published) {
        world.published.set(urls.crl, each)
        world.now = new Date(world.now.getTime() + 301_000)
        numbers.push((await trust.read()).crls[0]?.crlNumber)
      }
      return numbers
    }

    test('does not count while the newer one holds: nobody brings a revoked certificate back', async () => {
      const [old, next, last] = [await numbered(7), await numbered(8), await numbered(9)]
      expect(await numbersAfter(old, next, old, last, next, last)).toEqual([7n, 8n, 8n, 9n, 9n, 9n])
    })

    test('does not count either after another issuer’s, or one of another scope, in between', async () => {
      const ofRoot = await pki.crl({ issuer: pki.root, thisUpdate: hours(-1), nextUpdate: hours(5), crlNumber: 1 })
      expect(await numbersAfter(await numbered(9), ofRoot, await numbered(5), await numbered(10))).toEqual([
        9n,
        9n,
        9n,
        10n,
      ])
    })

    test('counts again once the newer one is past its nextUpdate: an issuer that begins anew is not shut out', async () => {
      const short = await numbered(9, { nextUpdate: new Date(at.getTime() + 400_000) })
      expect(await numbersAfter(short, await numbered(3))).toEqual([9n, 3n])
    })

    test('a forged one with a high number neither counts nor is remembered, and stops nothing', async () => {
      const forged = await numbered(10 ** 9, { key: pki.root.key })
      const other = await createTestPki({ algorithm: 'p-256', at, name: 'b' })
      const foreign = await other.crl({ thisUpdate: hours(-1), nextUpdate: hours(5), crlNumber: 10 ** 9 })
      const page = new Uint8Array(Buffer.from('<html>'))
      const stale = await numbered(8, { thisUpdate: hours(-9), nextUpdate: hours(-1) })
      const published = [await numbered(5), forged, foreign, stale, page, await numbered(6)]
      expect(await numbersAfter(...published)).toEqual([5n, 5n, 5n, 5n, 5n, 6n])
    })

    test('a forged one where nothing better is known: nothing is trusted, and what is published next counts', async () => {
      const { world, trust } = source()
      world.published.set(urls.crl, await numbered(10 ** 9, { key: pki.root.key }))
      await expect(trust.read()).rejects.toMatchObject({ code: 'authority.unavailable' })
      world.published.set(urls.crl, await numbered(5))
      expect((await trust.read()).crls[0]?.crlNumber).toBe(5n)
    })
  })

  test('nothing there at first: refused, and well again by itself', async () => {
    const { world, trust } = source()
    world.isAway = true
    await expect(trust.read()).rejects.toMatchObject({ code: 'authority.unavailable' })
    world.isAway = false
    expect((await trust.read()).anchors).toHaveLength(1)
  })
})

test('a CRL of time-stamp authorities that cannot be had is left out, asked for again after a while, and stops no signature', async () => {
  const tsaCrl = 'https://tsa.example/tsa.crl'
  const { anchors, intermediates } = settings
  const { world, trust } = source({
    ...settings,
    timestamps: { anchors, intermediates, crlUrls: [tsaCrl], policies: [] },
  })
  for (let turn = 0; turn < 3; turn += 1) {
    const { crls, timestamps } = await trust.read()
    expect([crls.length, timestamps?.crls.length]).toEqual([1, 0])
  }
  expect(world.fetched.filter((url) => url === tsaCrl)).toHaveLength(1)
  world.published.set(tsaCrl, crl)
  world.now = new Date(at.getTime() + 31_000)
  expect((await trust.read()).timestamps?.crls).toHaveLength(1)
})

describe('settings', () => {
  const authorityUrl = 'https://authority.example.jp'

  test('asked for by name: the test hierarchy of the authority, and HPKI’s test policy only', async () => {
    const read = await readTrustSettings({ trustAnchorsFile: null, testHierarchy: true, authorityUrl })
    expect(read.anchors).toEqual([{ source: { url: `${authorityUrl}/ca/test-root.crt` } }])
    expect(read.signerPolicies).toEqual([HPKI_OID.testSignaturePolicy])
  })

  test.each([null, '/nowhere/anchors.json', new URL(import.meta.url).pathname])(
    'not asked for, and %s for a file: nothing is trusted',
    async (trustAnchorsFile) => {
      const chosen = { trustAnchorsFile, testHierarchy: false, authorityUrl }
      await expect(readTrustSettings(chosen)).rejects.toMatchObject({
        code: 'signing.not_set_up',
        detail: expect.stringContaining('SHOMEI_TRUST_ANCHORS_FILE'),
      })
      const trust = createTrustSource({
        settings: () => readTrustSettings(chosen),
        ocsp: noOcsp,
        fetchBytes: () => Promise.reject(new Error('nobody is asked')),
      })
      await expect(trust.read()).rejects.toMatchObject({ code: 'signing.not_set_up' })
    },
  )

  test('with a file: its anchors and nothing of the authority', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'shomei-trust-'))
    const file = join(folder, 'anchors.json')
    const pem = `-----BEGIN CERTIFICATE-----\n${Buffer.from(pki.root.certificate).toString('base64')}\n-----END CERTIFICATE-----\n`
    const content = {
      anchors: [
        {
          certificate: pem,
          policies: [HPKI_OID.signaturePolicy],
          explicit_policy: true,
          trusted_from: '2026-01-01T00:00:00+09:00',
          trusted_until: '2030-03-31T23:59:59+09:00',
        },
      ],
      crl_urls: ['http://crl.example.jp/sign.crl'],
      signer_policies: [HPKI_OID.signaturePolicy],
    }
    writeFileSync(file, JSON.stringify(content))
    const read = await readTrustSettings({ trustAnchorsFile: file, testHierarchy: false, authorityUrl })
    rmSync(folder, { recursive: true })
    expect(read.anchors).toEqual([
      {
        source: { der: pki.root.certificate },
        initialPolicies: [HPKI_OID.signaturePolicy],
        explicitPolicy: true,
        trustedFrom: new Date('2025-12-31T15:00:00Z'),
        trustedUntil: new Date('2030-03-31T14:59:59Z'),
      },
    ])
    expect(JSON.stringify(read)).not.toContain(authorityUrl)
    expect(read.crlUrls).toEqual(content.crl_urls)
  })
})
