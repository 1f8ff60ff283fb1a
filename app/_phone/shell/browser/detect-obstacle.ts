/** What keeps this browser from using a passkey. Found before a password or a code is sent, so nothing is used up. */
export type Obstacle = 'in_app_browser' | 'outdated' | 'no_screen_lock' | 'not_a_phone'

export type PhonePlatform = 'ios' | 'android' | 'other'

/** What a browser reports about itself; read by `readBrowser`. */
export type BrowserFacts = {
  userAgent: string
  maxTouchPoints: number
  /** Opened from the home screen of an iPhone, where the user agent looks like that of an app. */
  isHomeScreenApp: boolean
  hasWebAuthn: boolean
  /** `null` where the browser does not have the question. */
  isVerifyingAuthenticatorAvailable: (() => Promise<boolean>) | null
}

/** Chrome for Android has had WebAuthn since this version, iOS Safari with passkeys since that one. */
const firstChrome = 70
const firstIos = 16

/**
 * Judges whether a platform authenticator with user verification can be used here (P1). An app's browser is known by what it lacks:
 * on iOS `Safari/` in the user agent, which Safari and every browser with access to passkeys have, or the API itself. Names are
 * only for apps that lack neither. What passes here and still cannot show a passkey fails at once: see `toFailure`.
 */
export async function detectObstacle(browser: BrowserFacts): Promise<Obstacle | null> {
  const { userAgent, hasWebAuthn, isVerifyingAuthenticatorAvailable: isAvailable } = browser
  if (isKnownApp(userAgent) || isNamelessApp(browser)) return 'in_app_browser'
  if (!hasWebAuthn || isAvailable === null) return isRecent(browser) ? 'in_app_browser' : 'outdated'
  const available = await isAvailable().catch(() => false)
  if (available) return null
  return platformOf(browser) === 'other' ? 'not_a_phone' : 'no_screen_lock'
}

/** iPadOS calls itself a Macintosh; only its touch screen shows the difference. */
export function platformOf({ userAgent, maxTouchPoints }: Pick<BrowserFacts, 'userAgent' | 'maxTouchPoints'>) {
  if (/android/i.test(userAgent)) return 'android' satisfies PhonePlatform
  if (/iphone|ipad|ipod/i.test(userAgent) || (/macintosh/i.test(userAgent) && maxTouchPoints > 1))
    return 'ios' satisfies PhonePlatform
  return 'other' satisfies PhonePlatform
}

export function isLineApp(userAgent: string): boolean {
  return /\bLine\//i.test(userAgent)
}

/** A WKWebView leaves `Safari/` out unless the app puts it in (Teams, SmartNews and most others do not). */
function isNamelessApp(browser: BrowserFacts): boolean {
  return platformOf(browser) === 'ios' && !browser.isHomeScreenApp && !/\bSafari\//.test(browser.userAgent)
}

function isKnownApp(userAgent: string): boolean {
  return (
    isLineApp(userAgent) ||
    /\b(?:FBAN|FBAV|FB_IAB|Instagram|MicroMessenger|KAKAOTALK|GSA|Teams(?:Mobile)?-?\w*|SmartNews|Snapchat|BytedanceWebview|musical_ly|YJApp-\w+)\b/i.test(
      userAgent,
    ) ||
    /Twitter for|; wv\)/.test(userAgent)
  )
}

/** New enough to have the API: then an app's browser keeps it away. */
function isRecent(browser: BrowserFacts): boolean {
  const { userAgent } = browser
  if (platformOf(browser) === 'ios') return Number(/ OS (\d+)_/.exec(userAgent)?.[1] ?? firstIos) >= firstIos
  return Number(/Chrome\/(\d+)/.exec(userAgent)?.[1] ?? 0) >= firstChrome && /android/i.test(userAgent)
}
