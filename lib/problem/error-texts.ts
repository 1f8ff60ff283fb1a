import { errors as en } from '@/lib/messages/en/errors'
import type { ErrorText } from '@/lib/messages/ja/error-text'
import { errors as ja } from '@/lib/messages/ja/errors'
import type { Locale } from '@/lib/messages/locale'
import type { ErrorCode } from './error-codes'

/** A code without both texts does not compile. */
export const errorTexts: Record<Locale, Record<ErrorCode, ErrorText>> = { ja, en }
