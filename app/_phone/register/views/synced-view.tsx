import { PhoneShell } from '@/app/_phone/shell/phone-shell'
import { Button } from '@/lib/ui/base/button'
import { Notice } from '@/lib/ui/base/notice'
import { Phrases } from '@/lib/ui/base/phrases'
import { RegistrationSteps } from './registration-steps'
import type { ViewProps } from './view-props'

/** Shown once, where the authority's policy allows synced passkeys with a warning. */
export function SyncedView({ shell, texts, page }: Omit<ViewProps<'synced'>, 'state'>) {
  return (
    <PhoneShell
      actions={
        <Button block onClick={page.acceptSynced} size="large">
          {texts.synced.accept}
        </Button>
      }
      progress={<RegistrationSteps step="biometrics" texts={texts} />}
      texts={shell}
    >
      <Notice role="status" title={texts.trial.registered} tone="success" />
      <h1 className="text-xl short:text-lg">
        <Phrases text={texts.synced.heading} />
      </h1>
      <p>
        <Phrases text={texts.synced.detail} />
      </p>
    </PhoneShell>
  )
}
