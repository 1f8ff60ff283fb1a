import type { FrameLanguage } from '@/lib/embed-protocol/fields'
import { chooseTheme } from '../frame/frame-theme'
import { addStyleSheet } from '../style-sheet'
import { texts } from '../texts'

export type SignInDialog = {
  /** Where the frame goes. */
  body: HTMLElement
  close(): void
}

/**
 * A modal dialog with a title and a close button. The browser keeps the focus inside and, when it closes, gives it back to where it was.
 * `onClose` is called once, for each way to close it: the button, Escape or `close()`.
 */
export function openSignInDialog(
  container: HTMLElement,
  { lang, theme }: { lang: FrameLanguage; theme: unknown },
  onClose: () => void,
): SignInDialog {
  const document = container.ownerDocument
  const opener = document.activeElement
  addStyleSheet(document)
  const dialog = document.createElement('dialog')
  dialog.className = 'shomei-dialog'
  dialog.setAttribute('aria-label', texts[lang].signInTitle)
  dialog.lang = lang
  dialog.style.setProperty('color-scheme', chooseTheme(theme, container))
  const body = document.createElement('div')
  body.className = 'shomei-dialog-body'
  dialog.append(
    createBar(document, lang, () => dialog.close()),
    body,
  )
  dialog.addEventListener('close', () => {
    dialog.remove()
    if (opener instanceof HTMLElement) opener.focus()
    onClose()
  })
  container.append(dialog)
  dialog.showModal()
  return { body, close: () => dialog.close() }
}

function createBar(document: Document, lang: FrameLanguage, onPress: () => void): HTMLElement {
  const bar = document.createElement('div')
  bar.className = 'shomei-dialog-bar'
  const title = document.createElement('h2')
  title.className = 'shomei-dialog-title'
  title.textContent = texts[lang].signInTitle
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'shomei-button'
  button.textContent = texts[lang].close
  button.addEventListener('click', onPress)
  bar.append(title, button)
  return bar
}
