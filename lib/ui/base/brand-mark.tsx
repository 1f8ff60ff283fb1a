/** The product's mark, a seal impression. Decoration next to the product's name. Same drawing as public/icon.svg. */
export function BrandMark({ className }: { className?: string }) {
  return (
    <svg aria-hidden="true" className={className ?? 'size-8 shrink-0'} focusable="false" viewBox="0 0 32 32">
      <rect className="fill-accent" height="30" rx="8" width="30" x="1" y="1" />
      <g className="stroke-on-accent" fill="none" strokeLinecap="round" strokeLinejoin="round" strokeWidth="2.25">
        <rect height="20" opacity="0.55" rx="3.5" strokeWidth="1.5" width="20" x="6" y="6" />
        <path d="m10.75 16.5 3.75 3.75 7-8" />
      </g>
    </svg>
  )
}
