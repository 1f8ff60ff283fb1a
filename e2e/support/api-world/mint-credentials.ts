import { encode } from 'next-auth/jwt'
import { consoleCookies } from '@/lib/api/console-auth/console-cookie'
import { claimDeviceAuthorization } from '@/lib/authority/claims/claim-device-authorization'
import { newSessionOptions } from '@/lib/authority/holder-sessions/new-session-options'
import { startHolderSession } from '@/lib/authority/holder-sessions/start-holder-session'
import { startRegistration } from '@/lib/authority/registrations/start-registration'
import { authorizeSignatures } from '@/lib/authority/signatures/authorize-signatures'
import { authenticateBearer } from '@/lib/authority/signatures/bearer/authenticate-bearer'
import { listSigningCredentials } from '@/lib/authority/signatures/credential/signing-credential.store'
import { findAccess } from '@/lib/facility/compat/compat-access.store'
import { issueCompatHandle } from '@/lib/facility/compat/issue-compat-handle'
import { startConsoleSession } from '@/lib/facility/console-accounts/start-console-session'
import { issueEmrAccessToken } from '@/lib/facility/emr-clients/issue-emr-access-token'
import { openAuthorityCredentials } from '@/lib/facility/facilities/authority-key'
import { exchangeTicket } from '@/lib/facility/frames/exchange-ticket'
import { createLaunch } from '@/lib/facility/launches/create-launch'
import { recordRequest } from '@/lib/facility/sandbox/record-request'
import { fromBase64Url } from '@/lib/kernel/bytes'
import { newId } from '@/lib/kernel/ids'
import { makeFrame } from '@/lib/rotating-qr/rotating-qr'
import { type SeedContexts, seedOrigin } from '@/prisma/seed/seed-hospital'
import { emrOrigin, newCardHolder, type Place, secondarycertIdOf } from './seed-people'

/** A card that was never opened. */
export async function mintCard(contexts: SeedContexts) {
  const { code, password, cardId, holderId } = await newCardHolder(contexts)
  return { code, password, cardId, holderId }
}

/** A registration waiting for its phone. */
export async function mintRegistration(contexts: SeedContexts) {
  const card = await mintCard(contexts)
  const { ticket, view } = await startRegistration(contexts.authority, card, seedOrigin)
  return { ...card, ticket, registrationId: view.registration.id, options: view.options }
}

/** A device authorization of the hospital for its doctor, its code on the screen. */
export async function mintDeviceAuthorization({ facility }: SeedContexts, { hospital, terminal, doctor }: Place) {
  const credentials = await openAuthorityCredentials(facility, hospital.facilityId)
  const answer = await facility.authority.startDeviceAuthorization(credentials, {
    holderSubject: doctor.holder.subject,
    details: {
      type: 'shomei_sign_in',
      facility_name: hospital.name,
      department: '内科',
      staff_display_name: doctor.displayName,
      terminal: terminal.terminalKey,
      terminal_name: '外来端末',
      place: '外来棟1階',
    },
  })
  const watching = new AbortController()
  const events = facility.authority.watchDeviceAuthorization(
    credentials,
    answer.device_authorization_id,
    watching.signal,
  )
  for await (const _shown of events) break
  watching.abort()
  const qrSecret = fromBase64Url(answer.qr_secret)
  if (qrSecret === null) throw new Error('no secret')
  const frame = makeFrame({ qrToken: answer.qr_token, qrSecret, elapsedSeconds: 0, terminal: terminal.terminalKey })
  return { answer, frame }
}

/** A claimed device authorization that waits for its number. */
export async function mintClaim(contexts: SeedContexts, place: Place) {
  const { answer, frame } = await mintDeviceAuthorization(contexts, place)
  const input = { frame, claimSecret: null }
  const { claim, claimSecret } = await claimDeviceAuthorization(contexts.authority, input, seedOrigin)
  return { answer, frame, claimSecret, matchNumber: claim.matchNumber }
}

/** The holder's own page, open. */
export async function mintHolderSession({ authority }: SeedContexts, { doctor }: Place): Promise<string> {
  const response = doctor.authenticator.get(await newSessionOptions(authority))
  return (await startHolderSession(authority, { response }, seedOrigin)).token
}

export async function mintEmrBearer({ facility }: SeedContexts, { hospital }: Place): Promise<string> {
  const { clientId, clientSecret } = hospital.emrClient
  const claim = { by: 'secret', clientId, secret: clientSecret } as const
  return (await issueEmrAccessToken(facility, claim, seedOrigin)).accessToken
}

/** What /compat gives out for the doctor's sign-in. */
export async function mintCompatHandle({ facility }: SeedContexts, { hospital, doctor }: Place): Promise<string> {
  const access = await findAccess(facility.db, hospital.code)
  if (access === null) throw new Error('the drop-in endpoints are off')
  const caller = { ...access, actor: 'anonymous', callingClientId: access.emrClientId }
  const person = { access: caller, secondarycertId: secondarycertIdOf(doctor) }
  return (await issueCompatHandle(facility, person, seedOrigin)).handle
}

export async function mintLaunchTicket({ facility }: SeedContexts, { hospital, doctor, terminal }: Place) {
  const client = await facility.db.prisma.emrClient.findUniqueOrThrow({
    where: { clientId: hospital.emrClient.clientId },
  })
  const principal = { emrClientId: client.id, facilityId: hospital.facilityId }
  const { staffCode } = doctor
  const { terminalCode } = terminal
  const input = { principal, staffCode, terminalCode, parentOrigin: emrOrigin, purpose: 'sign_in' } as const
  return (await createLaunch(facility, input, seedOrigin)).ticket
}

export async function mintFrame(contexts: SeedContexts, place: Place) {
  const ticket = await mintLaunchTicket(contexts, place)
  const { sessionToken, view } = await exchangeTicket(
    contexts.facility,
    { ticket, parentOrigin: emrOrigin },
    seedOrigin,
  )
  return { bearer: sessionToken, view }
}

/** `name=value` of the console's cookie, as next-auth would set it. */
export async function mintConsoleCookie({ facility }: SeedContexts, place: Place): Promise<string> {
  const input = { facilityCode: place.hospital.code, ...place.administrator }
  const { consoleSessionId } = await startConsoleSession(facility, input, seedOrigin)
  const { settings, keyring } = facility
  const token = await encode({ token: { consoleSessionId }, secret: keyring.consoleSecret, maxAge: 3_600 })
  return `${consoleCookies('facility', settings).sessionToken.name}=${token}`
}

/** The hash that every SAD of a kit is for. */
export const authorizedHash = new Uint8Array(32)

/** The credential that a token signs with, and SADs: one to sign with and one to extend for each version of the CSC API. */
export async function mintSads({ authority }: Pick<SeedContexts, 'authority'>, accessToken: string) {
  const bearer = await authenticateBearer(authority, accessToken, seedOrigin)
  const [credential] = await listSigningCredentials(authority.db, bearer.holderId)
  if (credential === undefined) throw new Error('the holder has no credential')
  const input = { credentialId: credential.id, numSignatures: 60, documentKind: null }
  const hashes = Array.from({ length: 40 }, () => authorizedHash)
  const mint = async () => (await authorizeSignatures(authority, bearer, { ...input, hashes }, seedOrigin)).sad
  return {
    credentialId: credential.id,
    sads: { sign1: await mint(), sign2: await mint(), extend1: await mint(), extend2: await mint() },
  }
}

/** The record of a request that the client behind the bearer made. */
export async function mintRecordedRequest({ facility }: SeedContexts, emrBearer: string): Promise<string> {
  const id = newId('request')
  const record = { id, method: 'GET', path: '/api/emr/v1/events', status: 200, code: null, fields: [], durationMs: 1 }
  await recordRequest(facility, emrBearer, record)
  return id
}
