import { Notice } from '@/lib/ui/base/notice'
import { NumberedList } from '@/lib/ui/base/numbered-list'
import { Phrases } from '@/lib/ui/base/phrases'
import type { RegisterTexts } from '../register-texts'

/** What to do every day, and what never to do. */
export function DailyGuide({ texts }: { texts: Pick<RegisterTexts['done'], 'tomorrow' | 'caution'> }) {
  return (
    <>
      <NumberedList items={texts.tomorrow.map((step) => ({ key: step, content: <Phrases text={step} /> }))} />
      <Notice tone="warning">{texts.caution}</Notice>
    </>
  )
}
