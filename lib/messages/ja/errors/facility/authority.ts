import type { ErrorText } from '../../error-text'

const stays = '新しい本人認証と電子署名を一時的に行えません。有効期限内の認証は失われません。'

/** `nextStep` names who has to change what; `{host}` is the address that was called. */
export const authority = {
  'authority.unavailable': {
    title: '認証局に接続できません',
    detail: stays,
    nextStep: '少し待ってお試しください。お急ぎのときは紙の処方箋（引換番号付き）を発行してください。',
  },
  'authority.client_refused': {
    title: '認証局がこの医療機関の接続を受け付けていません',
    detail: '医療機関としての認証が拒否されました。解消するまで、どの職員の本人認証も署名に使えません。',
    nextStep: '担当部署に連絡し、認証局への接続設定（クライアント登録と鍵）の確認を依頼してください。',
  },
  'authority.clock_skew': {
    title: 'ポータルのサーバーの時計がずれています',
    detail: `このサーバーの時計は認証局と{seconds}秒ずれているため、認証局に受け付けられません。${stays}`,
    nextStep: '担当部署に連絡し、ポータルのサーバーの時刻同期（NTP）の確認を依頼してください。',
  },
  'authority.proxy_unreachable': {
    title: '院内のプロキシから応答がありません',
    detail: `{host} への接続に使うプロキシ（{proxy}）から応答がありません。${stays}`,
    nextStep:
      '病院のネットワーク管理者に、プロキシの稼働状況と、ポータルの設定（HTTPS_PROXY、HTTP_PROXY）の確認を依頼してください。',
  },
  'authority.proxy_refused': {
    title: '院内のプロキシが接続を拒否しました',
    detail: `プロキシ（{proxy}）が {host} への接続を拒否しました（応答コード {status}）。${stays}`,
    nextStep: '病院のネットワーク管理者に、{host} への接続を許可するよう依頼してください。',
  },
  'authority.proxy_credentials': {
    title: 'プロキシの認証に失敗しました',
    detail: `プロキシ（{proxy}）が利用者名とパスワードを求めています（応答コード 407）。${stays}`,
    nextStep:
      '病院のネットワーク管理者に、ポータルのプロキシ設定（HTTPS_PROXY、HTTP_PROXY）の利用者名とパスワードの確認を依頼してください。',
  },
  'authority.name_not_resolved': {
    title: '接続先の名前を解決できません',
    detail: `{host} のアドレスをDNSで確認できません。${stays}`,
    nextStep:
      '病院のネットワーク管理者に、DNSの設定の確認を依頼してください。プロキシ経由の場合は、ポータルのプロキシ設定（HTTPS_PROXY、HTTP_PROXY）もご確認ください。',
  },
  'authority.unreachable': {
    title: '接続先に到達できません',
    detail: `{host} に接続できません。${stays}`,
    nextStep:
      '少し待ってお試しください。続くときは、病院のネットワーク管理者に、{host} への通信（ファイアウォール、プロキシ設定）の確認を依頼してください。',
  },
  'authority.timeout': {
    title: '時間内に応答がありません',
    detail: `{host} との通信が時間内に終わりませんでした（段階：{phase}）。${stays}`,
    nextStep:
      '少し待ってお試しください。続くときは、病院のネットワーク管理者に、{host} との通信状態の確認を依頼してください。',
  },
  'authority.tls_root_unknown': {
    title: '接続先の証明書の発行者を確認できません',
    detail: `{host} の証明書は「{issuer}」が発行したものですが、ポータルはこの発行者を信頼していません。${stays}`,
    nextStep:
      '病院のネットワーク管理者に確認してください。通信を検査するプロキシの認証局であれば、その証明書を SHOMEI_TLS_ROOTS_FILE に設定してください。心当たりのない発行者は設定しないでください。',
  },
  'authority.tls_certificate': {
    title: '接続先の証明書が正しくありません',
    detail: `{host} の証明書（発行者「{issuer}」）は、名前または有効期間が合いません。${stays}`,
    nextStep:
      'ポータルのサーバーの時計と接続先の設定を確認してください。正しい場合は、{host} の運用者に証明書の確認を依頼してください。',
  },
  'authority.tls_client_certificate': {
    title: '接続先がポータルの証明書を受け付けません',
    detail: `{host} は、接続元の証明書（クライアント証明書）を受け付けませんでした。${stays}`,
    nextStep: '担当部署に連絡し、{host} の運用者とともに、クライアント証明書の登録と有効期間を確認してください。',
  },
  'authority.tls_failed': {
    title: '暗号化された通信を始められません',
    detail: `{host} とのTLS通信を始められませんでした。${stays}`,
    nextStep:
      '病院のネットワーク管理者に、途中の機器が {host} へのTLS通信を止めていないか、クライアント証明書が必要でないかの確認を依頼してください。',
  },
} satisfies Record<string, ErrorText>
