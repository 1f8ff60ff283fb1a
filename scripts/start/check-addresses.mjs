import { existsSync, readFileSync } from 'node:fs'
import { Refusal } from '../process/refusal.mjs'

/**
 * The demonstration's hospitals know the addresses they were made for. Refuses other ports on the same data.
 * @param {string} demonstrationFile
 * @param {ReturnType<import('./addresses.mjs').addressesOf>} addresses
 */
export function checkAddresses(demonstrationFile, { authorityUrl, facilityUrl, emrUrl }) {
  if (!existsSync(demonstrationFile)) return
  const { urls } = JSON.parse(readFileSync(demonstrationFile, 'utf8'))
  if (urls.authority === authorityUrl && urls.facility === facilityUrl && urls.emr === emrUrl) return
  const ports = `SHOMEI_PORT=${new URL(urls.facility).port} SHOMEI_EMR_PORT=${new URL(urls.emr).port}`
  throw new Refusal(
    `The demonstration data were made for other ports: start with ${ports},\n` +
      'begin again with npm run reset, or choose another folder with SHOMEI_DATA_DIR.',
  )
}
