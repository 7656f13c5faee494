import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { startPage } from '#store/start-page.ts'
import { App } from '#ui/app.tsx'

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
