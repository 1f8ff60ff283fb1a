const rules = `
.shomei-frame { position: relative; box-sizing: border-box; }
.shomei-frame > iframe { display: block; border: 0; width: 100%; height: 100%; background: transparent; }
.shomei-sign-in { width: 420px; max-width: 100%; height: 560px; max-height: 100%; min-height: min(480px, 100%); }
.shomei-badge { display: inline-block; vertical-align: middle; width: 200px; height: 36px; }
.shomei-badge.shomei-overlay { z-index: 2147483000; }
.shomei-badge > iframe { position: absolute; top: 0; }
.shomei-notice { position: absolute; inset: 0; display: flex; align-items: center; justify-content: center; gap: 16px; padding: 24px;
  box-sizing: border-box; background: Canvas; color: CanvasText; font: 16px/1.6 system-ui, sans-serif; text-align: center; }
.shomei-sign-in > .shomei-notice { flex-direction: column; }
.shomei-badge > .shomei-notice { padding: 2px 8px; gap: 8px; font-size: 12px; line-height: 1.2; border: 1px dashed GrayText; border-radius: 6px; }
.shomei-notice[hidden] { display: none; }
.shomei-button { flex: none; display: inline-flex; align-items: center; justify-content: center; box-sizing: border-box; font: inherit; text-decoration: none; color: ButtonText; background: ButtonFace; border: 1px solid GrayText; border-radius: 6px;
  min-height: 24px; padding: 2px 10px; cursor: pointer; }
.shomei-sign-in .shomei-button { min-height: 44px; padding: 8px 24px; }
.shomei-button:focus-visible { outline: 3px solid #1a6fd4; outline-offset: 2px; }
.shomei-dialog { box-sizing: border-box; padding: 0; border: 0; border-radius: 12px; overflow: hidden; width: 420px; max-width: 100vw;
  max-height: 100vh; max-height: 100dvh; background: Canvas; color: CanvasText; box-shadow: 0 16px 48px rgb(0 0 0 / 30%); }
.shomei-dialog[open] { display: flex; flex-direction: column; }
.shomei-dialog::backdrop { background: rgb(15 30 40 / 50%); }
.shomei-dialog-bar { display: flex; align-items: center; justify-content: space-between; gap: 12px; flex: none; padding: 6px 8px 6px 16px;
  border-bottom: 1px solid rgb(128 128 128 / 30%); font: 16px/1.4 system-ui, sans-serif; }
.shomei-dialog-title { font-size: 16px; font-weight: 600; margin: 0; }
.shomei-dialog-bar .shomei-button { min-height: 36px; }
.shomei-dialog-body { flex: 0 1 560px; min-height: 0; height: 560px; }
`

const styled = new WeakSet<Document>()

/** Adds embed.js's rules to the document once, as a constructed sheet: no style element, so `style-src` needs no 'unsafe-inline'. */
export function addStyleSheet(document: Document): void {
  if (styled.has(document)) return
  styled.add(document)
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(rules)
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
}
