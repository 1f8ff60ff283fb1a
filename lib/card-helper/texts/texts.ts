import { en } from './en'
import type { HelperTexts } from './helper-texts'
import { ja } from './ja'

export type HelperLanguage = 'ja' | 'en'

const languages: Readonly<Record<HelperLanguage, HelperTexts>> = { ja, en }

export function helperTexts(language: HelperLanguage): HelperTexts {
  return languages[language]
}
