import type { BadgeOptions, GetTicket, Handle } from './vendor-api'

/** Defines `<shomei-badge>`, once, if the browser knows custom elements. */
export function defineBadgeElement(
  window: Window & typeof globalThis,
  openBadge: (options: BadgeOptions) => Handle,
): void {
  if (window.customElements.get('shomei-badge')) return

  class ShomeiBadge extends window.HTMLElement {
    getTicket: GetTicket | null = null
    #handle: Handle | null = null

    connectedCallback(): void {
      const { lang } = this
      const theme = this.getAttribute('theme')
      this.#handle = openBadge({
        ...(lang === 'ja' || lang === 'en' ? { lang } : {}),
        ...(theme === 'light' || theme === 'dark' ? { theme } : {}),
        container: this,
        getTicket: this.getTicket ?? ((request) => postForTicket(this.getAttribute('ticket-url') ?? '', request)),
        onEvent: (event) => this.dispatchEvent(new CustomEvent('shomei', { detail: event })),
      })
    }

    disconnectedCallback(): void {
      this.#handle?.destroy()
      this.#handle = null
    }
  }
  window.customElements.define('shomei-badge', ShomeiBadge)
}

async function postForTicket(url: string, request: { purpose: string }): Promise<string | { ticket: string | null }> {
  const response = await fetch(url, {
    method: 'POST',
    mode: 'same-origin',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(request),
  })
  if (!response.ok) throw new Error(`Shomei: ${url} answered ${response.status}`)
  return response.json()
}
