import { ButtonLink } from '@/lib/ui/base/button-link'
import { CopyButton } from '@/lib/ui/base/copy-button'
import { isLineApp, platformOf } from './browser/detect-obstacle'
import type { ShellTexts } from './shell-texts'

type WaysOutProps = {
  texts: ShellTexts
  fragment: string | null
  /** Of the page to be opened; this one where it is left out. */
  path?: string
}

/** LINE opens its default browser for a parameter of its own, Android for an intent address; a copied link works everywhere. */
export function WaysOut({ texts, fragment, path }: WaysOutProps) {
  const { inAppBrowser } = texts.phone
  const { origin, host, protocol } = window.location
  const pathname = path ?? window.location.pathname
  const code = fragment === null ? '' : `#${fragment}`
  const isAndroid = platformOf(window.navigator) === 'android'
  return (
    <>
      {isLineApp(window.navigator.userAgent) ? (
        <ButtonLink block href={`${pathname}?openExternalBrowser=1${code}`} size="large">
          {inAppBrowser.openInBrowser}
        </ButtonLink>
      ) : isAndroid ? (
        <ButtonLink
          block
          href={`intent://${host}${pathname}${code}#Intent;scheme=${protocol.slice(0, -1)};package=com.android.chrome;end`}
          size="large"
        >
          {inAppBrowser.openInChrome}
        </ButtonLink>
      ) : null}
      <CopyButton
        block
        copiedLabel={inAppBrowser.copied}
        label={inAppBrowser.copyLink}
        text={`${origin}${pathname}${code}`}
      />
    </>
  )
}
