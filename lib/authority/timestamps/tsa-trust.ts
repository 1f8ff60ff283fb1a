import { readFile } from 'node:fs/promises'
import { setImmediate as letOthersRun } from 'node:timers/promises'
import type { TsaSettings } from '@/lib/config/tsa-settings'
import type { ByteClient } from '@/lib/egress/http-client'
import { waitAtMost } from '@/lib/egress/wait-at-most'
import { shareCall } from '@/lib/kernel/share-call'
import { type Certificate, isSelfIssued, parseCertificate } from '@/lib/pki/certificate'
import { type Crl, parseCrlInSteps } from '@/lib/pki/crl'
import type { TrustAnchor } from '@/lib/pki/path/path'
import { judgeFetchedCrl } from '@/lib/revocation/judge-fetched-crl'

/** What the certificate of a time-stamp authority is judged by. */
export type TsaTrust = { anchors: TrustAnchor[]; intermediates: Certificate[]; crls: Crl[] }

/** How long a CRL is taken without asking for a newer one; its own nextUpdate is judged each time it is used. */
const freshMs = 300_000
const maxCrlBytes = 8 * 1024 * 1024
/** A transfer that progresses is left its time; a caller that needs the CRL waits for ten seconds of it. */
const limit = { answerMs: 10_000, idleMs: 10_000, totalMs: 120_000 }
const waitMs = 10_000
/** How long an address that did not answer is left alone while what is known of it serves. */
const pauseMs = 30_000

/**
 * Reads the certificates once and the CRLs when they are due; many that ask at once cause one call for each address. A CRL that
 * cannot be fetched again, or whose successor is forged or older, serves on until its nextUpdate, which the path validation judges:
 * then nothing is trusted (fail closed).
 */
export function createTsaTrust(
  settings: Pick<TsaSettings, 'certificatesFile' | 'crlUrls'>,
  http: ByteClient,
  now: () => Date = () => new Date(),
): () => Promise<TsaTrust> {
  const known = new Map<string, { crl: Crl; atMs: number }>()
  const underWay = new Map<string, Promise<Crl>>()
  const failedAtMs = new Map<string, number>()
  const certificates = shareCall(() => readCertificates(settings.certificatesFile))

  async function crlAt(url: string): Promise<Crl> {
    const kept = known.get(url)
    const nowMs = now().getTime()
    const isPaused = nowMs - (failedAtMs.get(url) ?? Number.NEGATIVE_INFINITY) < pauseMs
    if (kept !== undefined && (isPaused || nowMs - kept.atMs < freshMs)) return kept.crl
    try {
      return await waitAtMost(once(url), waitMs, () => new Error(`${url} is still being fetched`))
    } catch (error) {
      if (kept === undefined) throw error
      failedAtMs.set(url, now().getTime())
      return kept.crl
    }
  }

  function once(url: string): Promise<Crl> {
    const running = underWay.get(url)
    if (running !== undefined) return running
    const fetching = fetchCrl(http, url)
      .then(async (crl) => {
        const kept = known.get(url)?.crl
        const objection = judgeFetchedCrl(crl, { kept, certificates: await certificates(), now: now() })
        if (objection !== null) throw new Error(`${url}: ${objection}`)
        known.set(url, { crl, atMs: now().getTime() })
        return crl
      })
      .finally(() => underWay.delete(url))
    underWay.set(url, fetching)
    return fetching
  }

  return async () => {
    const [all, crls] = await Promise.all([certificates(), Promise.all(settings.crlUrls.map(crlAt))])
    const anchors = all.filter(isSelfIssued).map((certificate) => ({ certificate }))
    return { anchors, intermediates: all.filter((certificate) => !isSelfIssued(certificate)), crls }
  }
}

async function fetchCrl(http: ByteClient, url: string): Promise<Crl> {
  const { status, bytes } = await http.requestBytes({ method: 'GET', url, maxAnswerBytes: maxCrlBytes, limit })
  if (status !== 200) throw new Error(`${url} answered ${status}`)
  return parseCrlInSteps(bytes, letOthersRun)
}

/** Every certificate of a PEM file. */
async function readCertificates(file: string): Promise<Certificate[]> {
  const text = await readFile(file, 'utf8')
  const blocks = text.matchAll(/-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/g)
  return [...blocks].map(([, base64 = '']) => parseCertificate(new Uint8Array(Buffer.from(base64, 'base64'))))
}
