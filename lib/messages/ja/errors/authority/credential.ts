import type { ErrorText } from '../../error-text'

export const credential = {
  'credential.unknown': {
    title: '電子証明書が見つかりません',
    detail: '指定された電子証明書はありません。',
    nextStep: '番号を確かめて、もう一度お試しください。',
  },
  'credential.exists': {
    title: '電子証明書は発行済みです',
    detail: 'この方には、失効していない電子証明書があります。',
    nextStep: '新しい鍵にするときは更新してください。',
  },
  'credential.none': {
    title: '更新できる電子証明書がありません',
    detail: 'この方には、失効していない電子証明書がありません。',
    nextStep: '新しく発行してください。',
  },
  'credential.in_progress': {
    title: '発行の処理中です',
    detail: 'この方の電子証明書を別の操作で発行しています。',
    nextStep: '少し待ってから、もう一度お試しください。',
  },
  'credential.not_active': {
    title: '有効な電子証明書ではありません',
    detail: '電子証明書が停止中か、失効しています。',
    nextStep: '停止中のときは、先に再開または失効してください。',
  },
  'credential.not_suspended': {
    title: '停止中の電子証明書ではありません',
    detail: '停止していない電子証明書は再開できません。',
  },
  'credential.revoked': {
    title: '電子証明書は失効済みです',
    detail: '失効した電子証明書は元に戻せません。',
    nextStep: '必要なときは新しく発行してください。',
  },
  'credential.no_authority': {
    title: '発行元の認証局がありません',
    detail: '電子証明書を発行する認証局が設定されていません。',
    nextStep: '担当部署にご連絡ください。',
  },
  'credential.keystore_refused': {
    title: '鍵の保管装置を利用できません',
    detail: '電子証明書は発行されていません。',
    nextStep: '少し待ってから、もう一度お試しください。続くときは担当部署にご連絡ください。',
  },
} satisfies Record<string, ErrorText>
