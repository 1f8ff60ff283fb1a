import type { ErrorText } from '../error-text'

export const consoleSession = {
  'console_session.invalid_credentials': {
    title: 'ログインできません',
    detail: '医療機関コード、職員コード、パスワードのいずれかが違うか、管理者として登録されていません。',
    nextStep: '入力内容を確かめて、もう一度お試しください。',
  },
  'console_session.locked': {
    title: 'ログインの受け付けを一時的に停止しています',
    detail: 'ログインの失敗が続いたため、この端末からの受け付けを一時的に停止しています。',
    nextStep: '{time}ほど待ってから、もう一度お試しください。以前にログインした端末からは、すぐにログインできます。',
  },
  'console_session.expired': {
    title: 'ログアウトしました',
    detail: '一定時間が過ぎたため、安全のためログアウトしました。',
    nextStep: 'もう一度ログインしてください。',
  },
} satisfies Record<string, ErrorText>
