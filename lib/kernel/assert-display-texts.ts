import { isDisplayText } from './display-text'
import { requestError } from './request.errors'

/**
 * Refuses names and places that would not show as they are written, where they are entered.
 * @throws AppError `request.text_not_displayable`, naming the field
 */
export function assertDisplayTexts(fields: Readonly<Record<string, string | undefined>>): void {
  for (const [field, text] of Object.entries(fields)) {
    if (text === undefined || isDisplayText(text)) continue
    const invalidParams = [{ name: field, reason: 'not_displayable' }]
    throw requestError('request.text_not_displayable', { detail: field, params: { field }, invalidParams })
  }
}
