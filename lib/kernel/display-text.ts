/**
 * Characters that are invisible or change how their neighbours look: control characters, line and paragraph separators, bidirectional
 * controls and other format characters (UAX #9 §2, UTS #39 §5), lone surrogates, noncharacters, whatever else is ignored when it is
 * shown (Unicode, Default_Ignorable_Code_Point: blank fillers, joiners), and the blank Braille cell. Variation selectors, which names need,
 * and spaces are none of them.
 */
const UNSHOWN =
  /(?!\p{Variation_Selector})(?:[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u2800]|\p{Default_Ignorable_Code_Point}|\p{Noncharacter_Code_Point})/u
const EACH_UNSHOWN = new RegExp(UNSHOWN, 'gu')
/** Scripts that run from right to left (UAX #9, R and AL): without a border they also move the text next to them. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u
const FIRST_STRONG_ISOLATE = '\u2068'
const POP_DIRECTIONAL_ISOLATE = '\u2069'

/** Nothing but spaces and variation selectors. */
const BLANK = /^[\p{White_Space}\p{Variation_Selector}]+$/u

/** Whether a name or place that people decide by shows as it is written; an empty one does, one of spaces alone does not. */
export function isDisplayText(text: string): boolean {
  return !UNSHOWN.test(text) && !BLANK.test(text)
}

/** A text for a screen, whatever was stored: what would not show becomes U+FFFD, which does, and spaces alone become nothing. */
export function toShownText(text: string): string {
  return BLANK.test(text) ? '' : text.replace(EACH_UNSHOWN, '\ufffd')
}

/** A text to be put between other words or into an attribute: shown, and unable to turn its neighbours round (UAX #9 §2.4.2). */
export function isolateText(text: string): string {
  const shown = toShownText(text)
  return RIGHT_TO_LEFT.test(shown) ? `${FIRST_STRONG_ISOLATE}${shown}${POP_DIRECTIONAL_ISOLATE}` : shown
}
