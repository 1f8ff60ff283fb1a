/** Makes an element; texts are always set as text. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  made.append(...children)
  return made
}

export function byId(id) {
  return document.getElementById(id)
}

/** Shows a message in its place; `tone` is good, warn or danger; `more` are further elements below the text. */
export function showMessage(place, tone, text, ...more) {
  place.className = `message ${tone}`
  place.replaceChildren(...(more.length > 0 ? [element('p', {}, text), ...more] : [text]))
  place.hidden = false
}

/** What can be done now, the best way first; nothing when there is nothing to say. */
export function waysOnList(waysOn) {
  if (waysOn.length === 0) return []
  return [
    element('p', { class: 'ways-title' }, 'このあとの進め方'),
    element('ol', { class: 'ways' }, ...waysOn.map((way) => element('li', {}, way))),
  ]
}

/** 1234 5678 9012 3456: read out at the counter. */
export function formatAccessCode(code) {
  return code.replace(/(.{4})(?=.)/g, '$1 ')
}

const dateTime = new Intl.DateTimeFormat('ja-JP', {
  timeZone: 'Asia/Tokyo',
  year: 'numeric',
  month: 'long',
  day: 'numeric',
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
})
const date = new Intl.DateTimeFormat('ja-JP', {
  timeZone: 'Asia/Tokyo',
  year: 'numeric',
  month: 'long',
  day: 'numeric',
  weekday: 'short',
})

/** 2026年11月23日(月) 12:00 */
export function formatDateTime(instant) {
  return dateTime.format(new Date(instant))
}

/** 2026年11月23日(月), from a calendar day such as 2026-11-23 */
export function formatDate(day) {
  return date.format(new Date(`${day}T12:00:00+09:00`))
}

const era = new Intl.DateTimeFormat('ja-JP-u-ca-japanese', { timeZone: 'Asia/Tokyo', era: 'long', year: 'numeric' })

/** 1958年(昭和33年)4月12日, from a calendar day such as 1958-04-12 */
export function formatBirthDate(day) {
  const [year, month, dayOfMonth] = day.split('-').map(Number)
  return `${year}年(${era.format(new Date(`${day}T12:00:00+09:00`))})${month}月${dayOfMonth}日`
}
