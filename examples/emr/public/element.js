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

/** Shows a message in its place; `tone` is good, warn or danger. */
export function showMessage(place, tone, text) {
  place.className = `message ${tone}`
  place.textContent = text
  place.hidden = false
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
