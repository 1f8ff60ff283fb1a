import type { ReactNode } from 'react'
import { Button } from '@/lib/ui/base/button'
import { Notice } from '@/lib/ui/base/notice'
import { Phrases } from '@/lib/ui/base/phrases'
import { type Obstacle, platformOf } from './browser/detect-obstacle'
import { PhoneShell } from './phone-shell'
import { PlatformSteps } from './platform-steps'
import type { ShellTexts } from './shell-texts'
import { WaysOut } from './ways-out'

type ObstacleViewProps = {
  texts: ShellTexts
  obstacle: Obstacle
  /** On the sign-in page the code is stale by then and is scanned again; elsewhere the page is opened again. */
  page: 'register' | 'sign_in' | 'my'
  /** The code that goes along when the page is opened again; `null` where there is none. */
  fragment: string | null
  onCheckAgain: () => void
  /** What the page has to say in spite of the obstacle. */
  children?: ReactNode
}

/** Why a passkey cannot be used here, and the way out for each kind of phone (P1, P2, P3). */
export function ObstacleView(props: ObstacleViewProps) {
  if (props.obstacle === 'in_app_browser') return <InAppView {...props} />
  const { texts, obstacle, page, fragment, onCheckAgain, children } = props
  const { phone } = texts
  if (obstacle === 'not_a_phone') {
    return (
      <PhoneShell fragment={fragment} texts={texts}>
        <h1 className="text-2xl">
          <Phrases text={phone.notAPhone.heading} />
        </h1>
        <p>
          <Phrases text={phone.notAPhone.detail} />
        </p>
        {children}
      </PhoneShell>
    )
  }
  const help = obstacle === 'no_screen_lock' ? phone.noScreenLock : phone.outdated
  return (
    <PhoneShell
      actions={
        <Button block onClick={onCheckAgain} size="large">
          {help.checkAgain}
        </Button>
      }
      fragment={fragment}
      texts={texts}
    >
      <h1 className="text-2xl">
        <Phrases text={help.heading} />
      </h1>
      <p>
        <Phrases text={help.detail} />
      </p>
      {page === 'register' && fragment !== null ? <Notice tone="info">{phone.noScreenLock.nothingLost}</Notice> : null}
      <PlatformSteps platform={platformOf(window.navigator)} steps={help} texts={texts} />
      {children}
    </PhoneShell>
  )
}

function InAppView({ texts, fragment, page, children }: ObstacleViewProps) {
  const { inAppBrowser } = texts.phone
  const help = page === 'sign_in' ? inAppBrowser.scanAgain : inAppBrowser
  return (
    <PhoneShell
      actions={page === 'sign_in' ? undefined : <WaysOut fragment={fragment} texts={texts} />}
      fragment={fragment}
      texts={texts}
    >
      <h1 className="text-2xl">
        <Phrases text={help.heading} />
      </h1>
      <p>
        <Phrases text={help.detail} />
      </p>
      {page === 'register' && fragment !== null ? <Notice tone="info">{inAppBrowser.nothingLost}</Notice> : null}
      <PlatformSteps platform={platformOf(window.navigator)} steps={help} texts={texts} />
      {children}
    </PhoneShell>
  )
}
