import { Disclosure } from '@/lib/ui/base/disclosure'
import { Phrases } from '@/lib/ui/base/phrases'
import type { MyTexts } from '../my-texts'

/** What a person can do whose phone is gone. Read on any device: the page cannot be opened without a passkey. */
export function LostHelp({ texts: { lost }, open = false }: { texts: MyTexts; open?: boolean }) {
  return (
    <Disclosure open={open} summary={lost.heading}>
      <ul className="grid list-disc gap-3 ps-5">
        {lost.ways.map((way) => (
          <li key={way}>
            <Phrases text={way} />
          </li>
        ))}
      </ul>
    </Disclosure>
  )
}
