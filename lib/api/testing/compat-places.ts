import { samplePrescriptionCsv } from '@/lib/eprescription/testing/sample-prescription'
import { changeCompatAccess } from '@/lib/facility/compat/change-compat-access'
import { type Place, testOrigin } from '@/lib/facility/testing/facility-world'
import type { CompatAuthentication } from '@/lib/vocabulary/settings/compat-authentication'
import type { facilityApi } from './facility-api'

export type CompatPlace = Place & { name: string; base: string }

/** The page of the EMR that may read the answers of /compat. */
export const compatPage = 'https://karte.hospital.example.jp'
export const compatCsvData = Buffer.from(samplePrescriptionCsv()).toString('base64')

/** Hospitals that have /compat switched on, and calls as their EMR makes them. */
export function compatPlaces(api: ReturnType<typeof facilityApi>) {
  let names = 0

  /** A hospital whose doctor is known to its EMR by an opaque name. */
  async function newPlace(authentication: CompatAuthentication | 'off', chosen = {}): Promise<CompatPlace> {
    const place = await api.newPlace(chosen)
    names += 1
    const name = `doctor${names}`
    if (authentication !== 'off') await switchOn(place, authentication, name)
    return { ...place, name, base: `/compat/${encodeURIComponent(place.hospital.code)}` }
  }

  function switchOn(
    { hospital, screen, doctor }: Place,
    authentication: CompatAuthentication,
    name: string,
    repeatSeconds = 0,
  ) {
    const { terminalCode } = screen
    const access = { clientId: hospital.clientId, terminalCode, authentication, origins: [compatPage], repeatSeconds }
    const { facilityId } = hospital
    const names = [{ staffCode: doctor.staffCode, secondarycertId: name }]
    return changeCompatAccess(api.context, { facilityId, access, names, actor: 'system' }, testOrigin)
  }

  const tokenOf = (place: CompatPlace, headers: Record<string, string> = {}, name = place.name) =>
    api.request('GET', `${place.base}/token?secondarycert-id=${name}`, { headers })
  const sign = (place: CompatPlace, token: unknown, headers: Record<string, string> = {}) =>
    api.request('POST', `${place.base}/signature/prescription/sign`, {
      json: { token, csvData: compatCsvData },
      headers,
    })

  async function handleOf(place: CompatPlace): Promise<string> {
    const { status, body } = await tokenOf(place)
    if (status !== 200) throw new Error(`no handle: ${JSON.stringify(body)}`)
    return String(body['source'])
  }
  return { newPlace, switchOn, tokenOf, sign, handleOf }
}
