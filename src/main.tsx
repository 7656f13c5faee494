import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { takeHelperToken } from '#store/helper-store.ts'
import { startPage } from '#store/start-page.ts'
import { App } from '#ui/app.tsx'

// First of all: nothing else reads an address that has the helper's token in it (I17.2).
takeHelperToken()

const root = document.getElementById('root')
// A host that sets no headers cannot forbid a frame, so the page does (share-link specification, L9.1).
if (root !== null && window.top !== window.self) {
  root.textContent = 'Neverpending does not run inside another page. Open it in a tab of its own.'
} else if (root !== null) {
  startPage()
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
}
