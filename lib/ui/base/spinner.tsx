import { classNames } from './class-names'
import { Phrases } from './phrases'

/** A turning ring. Without `label` it is decoration inside something that already says that it is busy. */
export function Spinner({ label, className }: { label?: string; className?: string }) {
  return (
    <span className="inline-flex items-center gap-2" role={label ? 'status' : undefined}>
      <svg
        aria-hidden="true"
        className={classNames('shrink-0 animate-spin', className ?? 'size-5')}
        fill="none"
        focusable="false"
        strokeWidth="3"
        viewBox="0 0 24 24"
      >
        <circle cx="12" cy="12" opacity="0.25" r="9" stroke="currentColor" />
        <path d="M12 3a9 9 0 0 1 9 9" stroke="currentColor" strokeLinecap="round" />
      </svg>
      {label ? (
        <span>
          <Phrases text={label} />
        </span>
      ) : null}
    </span>
  )
}
