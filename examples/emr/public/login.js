import { byId, element, showMessage } from './element.js'
import { call } from './emr-api.js'

const form = byId('login-form')
const message = byId('login-message')

form.addEventListener('submit', async (event) => {
  event.preventDefault()
  const button = form.querySelector('button')
  button.disabled = true
  try {
    await call('POST', '/api/session', Object.fromEntries(new FormData(form)))
    location.assign('/')
  } catch (error) {
    showMessage(message, 'danger', error.message)
    button.disabled = false
    form.elements.password.select()
  }
})

try {
  for (const facility of await call('GET', '/api/facilities')) {
    form.elements.facility_code.append(element('option', { value: facility.code }, facility.name))
  }
  form.querySelector('button').disabled = false
  form.elements.staff_code.focus()
} catch (error) {
  showMessage(message, 'danger', `${error.message}画面を再読み込みしてください。`)
}
