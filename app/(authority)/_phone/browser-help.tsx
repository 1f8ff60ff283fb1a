import { Disclosure } from '@/lib/ui/disclosure'
import { NumberedList } from '@/lib/ui/numbered-list'
import type { CeremonyFailure } from './browser/ceremony'
import { platformOf } from './browser/detect-obstacle'
import type { ShellTexts } from './shell-texts'
import { WaysOut } from './ways-out'

type BrowserHelpProps = {
  texts: ShellTexts
  failure: CeremonyFailure
  /** A sign-in belongs to the browser that scanned its code, so it begins again; elsewhere the page is opened again. */
  page: 'register' | 'sign_in' | 'my'
  /** The code that goes along when the page is opened again; `null` where there is none. */
  fragment: string | null
}

/**
 * Beside the first ceremony that gave nothing: the phone's own browser, by name, and the way there (P2). Unfolded when the
 * failure came at once, as it does in an app's browser that could not be told by its user agent.
 */
export function BrowserHelp({ texts, failure, page, fragment }: BrowserHelpProps) {
  const platform = platformOf(window.navigator)
  if (platform === 'other' || failure === 'already_registered') return null
  const { browserHelp, inAppBrowser } = texts.phone
  const steps = (page === 'sign_in' ? browserHelp.startAgain : inAppBrowser)[platform]
  return (
    <Disclosure open={failure === 'blocked'} summary={browserHelp.summary[platform]}>
      <div className="grid gap-4">
        <p>{browserHelp.detail}</p>
        <NumberedList items={steps.map((step) => ({ key: step, content: step }))} />
        {page === 'sign_in' ? null : <WaysOut fragment={fragment} texts={texts} />}
      </div>
    </Disclosure>
  )
}
