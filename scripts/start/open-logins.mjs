import { createHash } from 'node:crypto'
import { ensureLogin, groupOf } from '../postgres/roles.mjs'

/**
 * The database for each side of the portal: the addresses that the settings give, else logins that are made here with the
 * passwords of the data folder. A login is named after its password, so that two data folders may share one server.
 * @param {string} ownerUrl a migrated database
 * @param {Pick<import('../settings.mjs').Settings, 'sideUrls'>} settings
 * @param {Pick<import('./data-folder.mjs').DataFolder, 'sidePasswords'>} folder
 * @returns {Promise<Record<'authority' | 'facility', string>>}
 */
export async function openLogins(ownerUrl, { sideUrls }, { sidePasswords }) {
  /** @param {'authority' | 'facility'} side */
  const open = (side) => {
    const password = sidePasswords[side]
    const name = `${groupOf(side)}_${createHash('sha256').update(password).digest('hex').slice(0, 12)}`
    return ensureLogin(ownerUrl, { name, password, groups: [groupOf(side)] })
  }
  return {
    authority: sideUrls.authority ?? (await open('authority')),
    facility: sideUrls.facility ?? (await open('facility')),
  }
}
