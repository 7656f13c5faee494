import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { startPage } from '#store/start-page.ts'
import { App } from '#ui/app.tsx'

startPage()
const root = document.getElementById('root')
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
}
