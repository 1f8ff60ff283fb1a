import { describe, expect, it } from 'vitest'
import { type BrowserFacts, detectObstacle, platformOf } from './detect-obstacle'

const agents = {
  safari:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
  oldSafari:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/13.0 Mobile/15E148 Safari/604.1',
  iosApp:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148',
  ipad: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
  chromeAndroid:
    'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36',
  oldChrome:
    'Mozilla/5.0 (Linux; Android 6.0; X) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/60.0.3112.116 Mobile Safari/537.36',
  androidApp:
    'Mozilla/5.0 (Linux; Android 14; Pixel 8; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/140.0.0.0 Mobile Safari/537.36',
  line: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Safari Line/15.1.0',
  instagram:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Instagram 380.0.0',
  teams:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 TeamsMobile-iOS',
  smartNews:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 SmartNews 25.6.0 (iPhone)',
  ipadApp: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)',
  googleApp:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) GSA/370.0 Mobile/15E148 Safari/604.1',
  chromeIos:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/140.0.0.0 Mobile/15E148 Safari/604.1',
  firefoxIos:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) FxiOS/141.0 Mobile/15E148 Safari/605.1.15',
  edgeIos:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 EdgiOS/140.0 Mobile/15E148 Safari/604.1',
  teamsAndroid:
    'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36 TeamsMobile-Android',
  desktop: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
}

function browser(agent: keyof typeof agents, facts: Partial<BrowserFacts> = {}): BrowserFacts {
  return {
    userAgent: agents[agent],
    maxTouchPoints: 0,
    isHomeScreenApp: false,
    hasWebAuthn: true,
    isVerifyingAuthenticatorAvailable: async () => true,
    ...facts,
  }
}

const missing = { hasWebAuthn: false, isVerifyingAuthenticatorAvailable: null }
const noLock = { isVerifyingAuthenticatorAvailable: async () => false }
const broken = { isVerifyingAuthenticatorAvailable: async () => Promise.reject(new Error('not allowed here')) }

describe('P1 before anything is used up', () => {
  it.each([
    { name: 'Safari with a passcode', facts: browser('safari'), obstacle: null },
    { name: 'Chrome for Android with a screen lock', facts: browser('chromeAndroid'), obstacle: null },
    { name: 'a computer with its own authenticator', facts: browser('desktop'), obstacle: null },
    { name: 'Safari without a passcode', facts: browser('safari', noLock), obstacle: 'no_screen_lock' },
    { name: 'Chrome for Android without a lock', facts: browser('chromeAndroid', noLock), obstacle: 'no_screen_lock' },
    { name: 'a browser that refuses the question', facts: browser('safari', broken), obstacle: 'no_screen_lock' },
    { name: 'a computer without an authenticator', facts: browser('desktop', noLock), obstacle: 'not_a_phone' },
    { name: 'a nameless app on iOS', facts: browser('iosApp', missing), obstacle: 'in_app_browser' },
    { name: 'an app that gives Safari’s name', facts: browser('safari', missing), obstacle: 'in_app_browser' },
    { name: 'an Android WebView', facts: browser('androidApp', missing), obstacle: 'in_app_browser' },
    { name: 'a WebView that has the API', facts: browser('androidApp'), obstacle: 'in_app_browser' },
    { name: 'LINE', facts: browser('line'), obstacle: 'in_app_browser' },
    { name: 'Instagram', facts: browser('instagram'), obstacle: 'in_app_browser' },
    { name: 'a nameless app on iOS that has the API', facts: browser('iosApp'), obstacle: 'in_app_browser' },
    { name: 'Teams on iOS, which has the API', facts: browser('teams'), obstacle: 'in_app_browser' },
    { name: 'Teams on Android', facts: browser('teamsAndroid'), obstacle: 'in_app_browser' },
    { name: 'SmartNews on iOS, which has the API', facts: browser('smartNews'), obstacle: 'in_app_browser' },
    { name: 'an app on iOS without a screen lock', facts: browser('iosApp', noLock), obstacle: 'in_app_browser' },
    { name: 'an app on an iPad', facts: browser('ipadApp', { maxTouchPoints: 5 }), obstacle: 'in_app_browser' },
    { name: 'the Google app on iOS', facts: browser('googleApp'), obstacle: 'in_app_browser' },
    { name: 'Safari on an iPad', facts: browser('ipad', { maxTouchPoints: 5 }), obstacle: null },
    { name: 'Chrome on iOS', facts: browser('chromeIos'), obstacle: null },
    { name: 'Firefox on iOS', facts: browser('firefoxIos'), obstacle: null },
    { name: 'Edge on iOS', facts: browser('edgeIos'), obstacle: null },
    { name: 'the home screen of an iPhone', facts: browser('iosApp', { isHomeScreenApp: true }), obstacle: null },
    { name: 'iOS before passkeys', facts: browser('oldSafari', missing), obstacle: 'outdated' },
    { name: 'Chrome before WebAuthn', facts: browser('oldChrome', missing), obstacle: 'outdated' },
    { name: 'a computer without the API', facts: browser('desktop', missing), obstacle: 'outdated' },
  ])('$name: $obstacle', async ({ facts, obstacle }) => {
    expect(await detectObstacle(facts)).toBe(obstacle)
  })
})

describe('platform whose way out is shown', () => {
  it.each([
    { agent: 'safari', maxTouchPoints: 5, platform: 'ios' },
    { agent: 'ipad', maxTouchPoints: 5, platform: 'ios' },
    { agent: 'ipad', maxTouchPoints: 0, platform: 'other' },
    { agent: 'androidApp', maxTouchPoints: 5, platform: 'android' },
    { agent: 'desktop', maxTouchPoints: 0, platform: 'other' },
  ] as const)('$agent with $maxTouchPoints touch points: $platform', ({ agent, maxTouchPoints, platform }) => {
    expect(platformOf({ userAgent: agents[agent], maxTouchPoints })).toBe(platform)
  })
})
