import { useEffect, useRef } from 'react'
import { encode } from 'uqr'

/** The modules of quiet around the code, which readers need. */
const QUIET_MODULES = 4
const PIXELS_PER_MODULE = 4

/** The link as a QR code (L4.5), on white in every theme: drawn dot by dot, no markup is made of it. */
export function QrCode({ text }: { readonly text: string }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    if (canvas.current !== null) drawCode(canvas.current, text)
  }, [text])
  return <canvas ref={canvas} className="qr" role="img" aria-label="The link as a QR code" />
}

function drawCode(canvas: HTMLCanvasElement, text: string): void {
  const { data, size } = encode(text, { ecc: 'L', border: QUIET_MODULES })
  canvas.width = size * PIXELS_PER_MODULE
  canvas.height = size * PIXELS_PER_MODULE
  const context = canvas.getContext('2d')
  if (context === null) return
  context.fillStyle = '#fff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.fillStyle = '#000'
  for (const [y, row] of data.entries()) {
    for (const [x, isDark] of row.entries()) {
      if (!isDark) continue
      context.fillRect(
        x * PIXELS_PER_MODULE,
        y * PIXELS_PER_MODULE,
        PIXELS_PER_MODULE,
        PIXELS_PER_MODULE,
      )
    }
  }
}
