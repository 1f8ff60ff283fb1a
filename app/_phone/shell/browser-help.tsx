import { Disclosure } from '@/lib/ui/base/disclosure'
import { NumberedList } from '@/lib/ui/base/numbered-list'
import { Phrases } from '@/lib/ui/base/phrases'
import type { CeremonyFailure } from './browser/ceremony'
import { platformOf } from './browser/detect-obstacle'
import type { ShellTexts } from './shell-texts'
import { WaysOut } from './ways-out'

type BrowserHelpProps = {
  texts: ShellTexts
  failure: CeremonyFailure
  /**
   * A sign-in belongs to the browser that scanned its code, so it begins again; one that was denied is over, and the own page goes on;
   * the others are opened again.
   */
  page: 'register' | 'sign_in' | 'denied' | 'my'
  /** The code that goes along when the page is opened again; `null` where there is none. */
  fragment: string | null
}

/**
 * Shown with the first ceremony without a result: the phone's own browser, by name, and the way there (P2). Unfolded when the
 * failure came at once, as it does in an app's browser that could not be recognised by its user agent.
 */
export function BrowserHelp({ texts, failure, page, fragment }: BrowserHelpProps) {
  const platform = platformOf(window.navigator)
  if (platform === 'other' || failure === 'already_registered') return null
  const { browserHelp, inAppBrowser } = texts.phone
  const waysOn = {
    register: inAppBrowser,
    my: inAppBrowser,
    sign_in: browserHelp.startAgain,
    denied: browserHelp.ownPage,
  }
  const steps = waysOn[page][platform]
  return (
    <Disclosure open={failure === 'blocked'} summary={browserHelp.summary[platform]}>
      <div className="grid gap-4">
        <p>
          <Phrases text={browserHelp.detail} />
        </p>
        <NumberedList items={steps.map((step) => ({ key: step, content: step }))} />
        {page === 'sign_in' ? null : (
          <WaysOut fragment={fragment} texts={texts} {...(page === 'denied' ? { path: '/my' } : {})} />
        )}
      </div>
    </Disclosure>
  )
}
