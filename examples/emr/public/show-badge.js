import { call } from './emr-api.js'

/** A ticket for whatever embed.js wants to open. */
export async function getTicket({ purpose }) {
  return call('POST', '/api/launches', { purpose })
}

/** The live HPKI badge. Without embed.js (the facility cannot be reached) the place says so. */
export function showBadge(container, onEvent = () => {}) {
  if (!window.Shomei) {
    container.textContent = 'HPKI 状態を確認できません'
    return
  }
  window.Shomei.badge({ container, getTicket, onEvent, lang: 'ja' })
}
