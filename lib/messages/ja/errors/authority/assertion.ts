import type { ErrorText } from '../../error-text'

export const assertion = {
  'assertion.rejected': {
    title: '認証できませんでした',
    detail: '生体認証の結果を確認できませんでした。',
    nextStep: '登録したスマートフォンで、もう一度お試しください。続くときは別の認証方法をご利用ください。',
  },
  'assertion.wrong_phone': {
    title: '登録済みのスマートフォンではありません',
    detail:
      '応答したパスキーは、登録されているものと一致しません。機種変更や初期化のあとや、別のパスキーを選んだ場合に起こります。',
    nextStep:
      '登録したスマートフォンをご利用ください。機種変更などで使えなくなった場合は、新しい通知カードで登録し直してください。',
  },
  'assertion.user_not_verified': {
    title: '画面ロックでの本人確認が行われていません',
    detail:
      '指紋、顔または画面ロックの番号による確認がないまま応答がありました。パスワード管理アプリが確認を省くことがあります。',
    nextStep:
      'スマートフォンの画面ロックを設定し、確認の画面が表示されたら指紋や顔を確認して、もう一度お試しください。続く場合は、別の認証方法をご利用ください。',
  },
  'assertion.backup_eligibility_changed': {
    title: 'スマートフォンの登録し直しが必要です',
    detail:
      'パスキーの保存先が登録時から変わっています。パスワード管理アプリが置き換えた可能性があるため、安全のため認証を停止しました。',
    nextStep:
      '発行元の認証局に新しい通知カードを申請し、登録し直してください。それまでは、HPKIカードなど別の認証方法をご利用ください。',
  },
  'assertion.counter_regression': {
    title: '認証を受け付けられません',
    detail: 'この鍵の使用回数に不自然な点があるため、安全のため認証を止めました。',
    nextStep: '別の認証方法をご利用のうえ、発行元の認証局にご連絡ください。',
  },
} satisfies Record<string, ErrorText>
