import { approveClaim } from '@/lib/authority/claims/approve-claim'
import { claimDeviceAuthorization } from '@/lib/authority/claims/claim-device-authorization'
import { getAssertionOptions } from '@/lib/authority/claims/get-assertion-options'
import { matchNumber } from '@/lib/authority/claims/match-number'
import { createQrSource } from '@/lib/facility/frames/qr-source'
import { readFrame } from '@/lib/facility/frames/read-frame'
import { startSignIn } from '@/lib/facility/sign-ins/start-sign-in'
import { vaultTokenPlace } from '@/lib/facility/token-vault/vault-token'
import { type SeedContexts, seedOrigin } from '@/prisma/seed/seed-hospital'
import {
  mintCard,
  mintClaim,
  mintCompatHandle,
  mintConsoleCookie,
  mintEmrBearer,
  mintFrame,
  mintHolderSession,
  mintLaunchTicket,
  mintRecordedRequest,
  mintRegistration,
  mintSads,
} from './mint-credentials'
import type { Place } from './seed-people'
import { waitUntil } from './wait-until'

/** One of every credential that a hospital, its doctor and a new card holder can have at the same time, all of them live. */
export type Kit = Awaited<ReturnType<typeof mintKit>>

/** Does the steps up to the point where the credential exists. The doctor is signed in, and signing in once more. */
export async function mintKit(contexts: SeedContexts, place: Place) {
  const card = await mintCard(contexts)
  const registration = await mintRegistration(contexts)
  const { bearer, signInId } = await signInAtScreen(contexts, place)
  const vault = await readVault(contexts, signInId)
  const signing = await mintSads(contexts, vault.accessToken)
  const launchTicket = await mintLaunchTicket(contexts, place)
  const claim = await mintClaim(contexts, place)
  const frame = await mintFrame(contexts, place)
  const running = await startSignIn(contexts.facility, frame.view, 'fido', seedOrigin)
  const emrBearer = await mintEmrBearer(contexts, place)
  return {
    card,
    registration,
    claim,
    launchTicket,
    frame: { bearer: frame.bearer, signInId: running.signInId },
    signedInFrame: bearer,
    emrBearer,
    recordedRequestId: await mintRecordedRequest(contexts, emrBearer),
    compatHandle: await mintCompatHandle(contexts, place),
    holderSession: await mintHolderSession(contexts, place),
    consoleCookie: await mintConsoleCookie(contexts, place),
    ...vault,
    ...signing,
  }
}

/** Today's access token of the place's doctor, from a sign-in of its own. */
export async function mintToken(contexts: SeedContexts, place: Place) {
  const { signInId } = await signInAtScreen(contexts, place)
  return readVault(contexts, signInId)
}

/** A whole daily sign-in through the facility, until the token is in its vault. */
export async function signInAtScreen(contexts: SeedContexts, place: Place) {
  const { facility, authority } = contexts
  const { bearer, view } = await mintFrame(contexts, place)
  const { signInId } = await startSignIn(facility, view, 'fido', seedOrigin)
  const shown = await readFrame(facility, bearer, seedOrigin)
  const { keyring, settings } = facility
  const source = createQrSource({ keyring, authorityUrl: settings.authorityUrl }, shown, 0)
  const frame = new URL(source?.frameAt(0)?.url ?? 'none:').hash.slice(1)
  await waitUntil(async () => (await rowOf(contexts, signInId)).state === 'shown', { timeoutMs: 20_000 })
  const { claimSecret, claim } = await waitUntil(
    () => claimDeviceAuthorization(authority, { frame, claimSecret: null }, seedOrigin).catch(() => null),
    { timeoutMs: 20_000 },
  )
  await matchNumber(authority, { claimSecret, number: claim.matchNumber }, seedOrigin)
  const options = await getAssertionOptions(authority, claimSecret, seedOrigin)
  const response = place.doctor.authenticator.get(options)
  await approveClaim(authority, { claimSecret, response }, seedOrigin)
  await waitUntil(async () => (await rowOf(contexts, signInId)).state === 'signed_in', { timeoutMs: 20_000 })
  return { bearer, signInId }
}

function rowOf({ facility }: SeedContexts, id: string) {
  return facility.db.prisma.signIn.findUniqueOrThrow({ where: { id } })
}

async function readVault({ facility, authority }: SeedContexts, signInId: string) {
  const { id, sealedToken } = await facility.db.prisma.vaultToken.findUniqueOrThrow({ where: { signInId } })
  const accessToken = new TextDecoder().decode(facility.keyring.open(new Uint8Array(sealedToken), vaultTokenPlace(id)))
  const token = await authority.db.prisma.accessToken.findFirstOrThrow({ orderBy: { issuedAt: 'desc' } })
  return { accessToken, accessTokenId: token.id }
}
