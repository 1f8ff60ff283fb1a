import type { ErrorText } from '../../error-text'

export const emrClient = {
  'emr_client.unknown': {
    title: '電子カルテの接続が見つかりません',
    detail: '指定された電子カルテの接続は登録されていないか、停止されています。',
  },
  'emr_client.invalid_keys': {
    title: '公開鍵を登録できません',
    detail:
      '署名用の公開鍵（P-256、またはRSA 2048ビット以上）を、JWK Setで1個から10個まで指定してください。2個以上のときは、それぞれにkidが必要です。',
    nextStep: '公開鍵の内容を確かめて、もう一度お試しください。',
  },
  'emr_client.invalid_origin': {
    title: '接続元（オリジン）の形式が正しくありません',
    detail: '「https://ホスト名」の形で、パスを付けずに指定してください。',
    nextStep: '電子カルテの画面のアドレスを確かめて、もう一度お試しください。',
  },
} satisfies Record<string, ErrorText>
