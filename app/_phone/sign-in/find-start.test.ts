import { expect, it, vi } from 'vitest'
import type { BrowserFacts } from '../shell/browser/detect-obstacle'
import type { PageVisibility } from '../shell/browser/when-seen'
import { findStart } from './find-start'

const safari: BrowserFacts = {
  userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1',
  maxTouchPoints: 5,
  isHomeScreenApp: false,
  hasWebAuthn: true,
  isVerifyingAuthenticatorAvailable: async () => true,
}
const problem = { code: 'claim.invalid' as const, title: '', detail: '', nextStep: '', params: {}, requestId: '' }
const page = Object.assign(new EventTarget(), { visibilityState: 'visible', prerendering: false }) as PageVisibility

function open(browser: BrowserFacts) {
  const claim = vi.fn(async () => ({ ok: false as const, problem }))
  const resume = vi.fn(async () => ({ ok: false as const, problem }))
  return { claim, resume, found: findStart('token.0.mac', { api: { claim, resume }, browser, page }) }
}

it.each([
  {
    name: "an app's browser",
    browser: { ...safari, userAgent: `${safari.userAgent} Line/14.0` },
    obstacle: 'in_app_browser',
  },
  {
    name: 'a phone without a screen lock',
    browser: { ...safari, isVerifyingAuthenticatorAvailable: async () => false },
    obstacle: 'no_screen_lock',
  },
])('Q4 in $name the scanned code is not claimed', async ({ browser, obstacle }) => {
  const { claim, found } = open(browser)
  await expect(found).resolves.toEqual({ type: 'obstacle_found', obstacle })
  expect(claim).not.toHaveBeenCalled()
})

it('Q4 twin: where a passkey can be used it is claimed once', async () => {
  const { claim, found } = open(safari)
  await found
  expect(claim).toHaveBeenCalledExactlyOnceWith('token.0.mac')
})
