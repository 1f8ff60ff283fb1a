import { element } from './element.js'

const states = {
  draft: { text: '下書き', tone: 'wait' },
  signed: { text: '署名済み・登録待ち', tone: 'wait' },
  registered: { text: '発行済み', tone: 'done' },
  refused: { text: '登録不可', tone: 'alert' },
}

/** The state of a prescription as a tag. */
export function stateTag(state) {
  return element('span', { class: `tag ${states[state].tone}` }, states[state].text)
}
