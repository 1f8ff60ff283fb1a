import { element, showMessage } from './element.js'

/**
 * Shows what the facility warns of and waits for the doctor's decision. A warning stops nothing by itself.
 * @param {{ text: string, refused_from: string | null }[]} warnings
 * @returns {Promise<boolean>} whether it is issued all the same
 */
export function confirmWarnings(warnings, place) {
  const list = element('ul', { class: 'ways' }, ...warnings.map(({ text }) => element('li', {}, text)))
  const back = element('button', { type: 'button', class: 'button primary' }, '発行をやめて処方を直す')
  const onward = element('button', { type: 'button', class: 'button' }, 'このまま発行する')
  const isRefused = warnings.some(({ refused_from: from }) => from !== null && from <= today())
  const consequence = isRefused
    ? 'このまま発行すると、電子署名は付きますが、電子処方箋管理サービスに登録できません。'
    : 'このまま発行することもできます。'
  return new Promise((resolve) => {
    back.addEventListener('click', () => resolve(false))
    onward.addEventListener('click', () => resolve(true))
    showMessage(
      place,
      'warn',
      '処方データに確認が必要な点があります。まだ署名していません。',
      list,
      element('p', {}, consequence),
      element('p', { class: 'choice' }, back, onward),
    )
    place.scrollIntoView({ block: 'nearest' })
    back.focus()
  }).then((isIssued) => {
    showMessage(place, '', '処方箋を発行しています…')
    return isIssued
  })
}

/** The day in Japan as YYYY-MM-DD. */
function today() {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Tokyo' }).format(new Date())
}
