import type { ErrorText } from '../../error-text'

export const operator = {
  'operator.unknown': {
    title: '担当者が見つかりません',
    detail: '指定された担当者は登録されていないか、すでに利用を停止しています。',
    nextStep: '担当者コードをご確認ください。',
  },
  'operator.code_taken': {
    title: 'この担当者コードは使用済みです',
    detail: '同じ担当者コードがすでに登録されています。利用を停止した担当者のコードも再使用できません。',
    nextStep: '別の担当者コードを指定してください。',
  },
} satisfies Record<string, ErrorText>
