import type { FrameLanguage } from '@/lib/embed-protocol/fields'

type Texts = {
  signInTitle: string
  badgeTitle: string
  close: string
  signInUnavailable: string
  badgeUnavailable: string
  /** The EMR's page is no secure context: no frame of the facility is shown in it. */
  signInInsecure: string
  badgeInsecure: string
  openSecurely: string
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
    signInInsecure:
      'この電子カルテの画面は https で開かれていないため、ここでは認証できません。https のアドレスで開き直すか、別の端末で認証してください。解決しないときは、電子カルテの担当部署に「画面を https にする必要がある」とお伝えください。',
    badgeInsecure: 'HPKI 状態：https の画面で確認できます',
    openSecurely: 'https で開き直す',
    retry: '再試行',
  },
  en: {
    signInTitle: 'National qualification sign-in',
    badgeTitle: 'HPKI sign-in status',
    close: 'Close',
    signInUnavailable: 'The sign-in could not be shown. Check the network connection and try again.',
    badgeUnavailable: 'HPKI status unavailable',
    signInInsecure:
      'This EMR page is not open over https, so you cannot sign in here. Open it at its https address, or sign in at another terminal. If that does not help, tell the department in charge of the EMR: “the EMR must be https”.',
    badgeInsecure: 'HPKI status: open the page over https',
    openSecurely: 'Open over https',
    retry: 'Retry',
  },
}
