import type { demonstration } from '@/lib/messages/ja/demonstration'
import { buttonClass } from '@/lib/ui/base/button-class'

type SheetTexts = (typeof demonstration)['sheet']

/**
 * Asks for the finger, as the sheet of a phone does. Resolves when the button is pressed.
 * @throws DOMException `NotAllowedError` when it is dismissed, `AbortError` when the page withdraws the ceremony.
 */
export function askForFinger(texts: SheetTexts, heading: string, signal: AbortSignal | undefined): Promise<void> {
  const { dialog, finger, cancel } = drawSheet(texts, heading)
  document.body.append(dialog)
  dialog.showModal()
  return new Promise<void>((resolve, reject) => {
    finger.onclick = () => resolve()
    cancel.onclick = () => reject(dismissed())
    dialog.oncancel = () => reject(dismissed())
    const abort = () => reject(new DOMException('The page withdrew the request.', 'AbortError'))
    signal?.addEventListener('abort', abort)
    if (signal?.aborted) abort()
  }).finally(() => {
    dialog.close()
    dialog.remove()
  })
}

function drawSheet(texts: SheetTexts, heading: string) {
  const dialog = document.createElement('dialog')
  dialog.className =
    'm-auto mb-0 w-full max-w-md rounded-t-lg border border-line bg-surface p-5 text-ink shadow-card backdrop:bg-black/40'
  const box = document.createElement('div')
  box.className = 'grid gap-3'
  const title = document.createElement('h2')
  title.className = 'text-lg'
  title.id = 'finger-sheet-title'
  title.textContent = heading
  dialog.setAttribute('aria-labelledby', title.id)
  const detail = document.createElement('p')
  detail.className = 'text-ink-muted text-sm'
  detail.textContent = texts.detail
  const finger = drawButton(texts.finger, buttonClass({ block: true, size: 'large' }))
  const cancel = drawButton(texts.cancel, buttonClass({ block: true, variant: 'quiet' }))
  box.append(title, detail, finger, cancel)
  dialog.append(box)
  return { dialog, finger, cancel }
}

function drawButton(label: string, className: string): HTMLButtonElement {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = className
  button.textContent = label
  return button
}

function dismissed(): DOMException {
  return new DOMException('The sheet was dismissed.', 'NotAllowedError')
}
