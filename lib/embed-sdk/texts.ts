import type { FrameLanguage } from '@/lib/embed-protocol/fields'

type Texts = {
  signInTitle: string
  badgeTitle: string
  close: string
  signInUnavailable: string
  badgeUnavailable: string
  retry: string
}

/** The few words that embed.js itself puts on the EMR's page; everything else is said inside the frame. */
export const texts: Record<FrameLanguage, Texts> = {
  ja: {
    signInTitle: '国家資格認証',
    badgeTitle: 'HPKI認証の状態',
    close: '閉じる',
    signInUnavailable: '認証画面を表示できませんでした。ネットワークの接続を確認して、もう一度お試しください。',
    badgeUnavailable: 'HPKI 状態を確認できません',
    retry: '再試行',
  },
  en: {
    signInTitle: 'National qualification sign-in',
    badgeTitle: 'HPKI sign-in status',
    close: 'Close',
    signInUnavailable: 'The sign-in could not be shown. Check the network connection and try again.',
    badgeUnavailable: 'HPKI status unavailable',
    retry: 'Retry',
  },
}
