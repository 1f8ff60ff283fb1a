import { Notice } from '@/lib/ui/base/notice'
import { Phrases } from '@/lib/ui/base/phrases'
import type { MyAction } from '../my-state'
import type { MyTexts } from '../my-texts'

/** What was done last, in one sentence. */
export function DoneNotice({ texts, done }: { texts: MyTexts; done: MyAction['kind'] | null }) {
  if (done === null) return null
  const said = {
    end_token: texts.tokens.ended,
    end_all_tokens: texts.tokens.ended,
    remove_phone: texts.phones.removed,
    report_loss: texts.loss.done,
  }
  return (
    <Notice role="status" tone="success">
      <p>
        <Phrases text={said[done]} />
      </p>
      {done === 'remove_phone' ? (
        <p className="text-sm">
          <Phrases text={texts.phones.removeOnDevice} />
        </p>
      ) : null}
    </Notice>
  )
}
