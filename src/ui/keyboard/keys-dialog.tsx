import { showOverlay } from '#store/view-store.ts'
import { Dialog } from '../parts/dialog.tsx'
import { KeyHint } from '../parts/key-hint.tsx'
import { KEY_GROUPS } from './shortcuts.ts'

export function KeysDialog() {
  return (
    <Dialog title="Keys" widthPx={720} onClose={() => showOverlay(undefined)}>
      <div className="keymap" role="region" aria-label="Keys by place" tabIndex={0}>
        {KEY_GROUPS.map((group) => (
          <section key={group.name}>
            <h2>{group.name}</h2>
            <dl>
              {group.keys.map(({ keys, does }) => (
                <div key={does}>
                  <dt>
                    <KeyHint keys={keys} />
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
