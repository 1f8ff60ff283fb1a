import type { ErrorText } from '../../error-text'

export const facilityClient = {
  'facility_client.already_exists': {
    title: 'このクライアントIDは登録済みです',
    detail: '同じクライアントIDの医療機関が、認証局に登録されています。',
    nextStep: '別のクライアントIDを指定してください。',
  },
  'facility_client.invalid_keys': {
    title: '公開鍵を登録できません',
    detail:
      '署名用の公開鍵（P-256、またはRSA 2048ビット以上）を、JWK Setで1個から10個まで指定してください。2個以上のときは、それぞれにkidが必要です。',
    nextStep: '公開鍵の内容を確かめて、もう一度お試しください。',
  },
  'facility_client.unknown': {
    title: '医療機関のクライアントが見つかりません',
    detail: '指定されたクライアントIDは登録されていないか、すでに停止されています。',
  },
} satisfies Record<string, ErrorText>
