import { useEffect, useLayoutEffect, useRef } from 'react'
import type { RefObject } from 'react'
import type { SceneNode } from './base-scene.ts'
import type { Scene } from './scene.ts'

/** The longest side a canvas may have everywhere. */
const MAX_PIXELS = 16_000

/**
 * The pods of every node as segments, wide as their request of what is allocatable: one canvas over
 * the board, drawn again only where a strip has moved or its pods have changed.
 */
export function StripsCanvas({
  board,
  scene,
  layout,
}: {
  board: RefObject<HTMLElement | null>
  scene: Scene
  /** Changes when strips may have moved though the board kept its size. */
  layout: string
}) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const painted = useRef<PaintedStrips>({ strips: new Map(), size: '' })
  const repaint = useRef((isAll: boolean) => void isAll)

  const { nodes: nodeList, getPod } = scene
  useLayoutEffect(() => {
    const nodes = new Map(nodeList.map((node) => [node.name, node]))
    repaint.current = (isAll) => {
      if (board.current === null || canvas.current === null) return
      if (isAll) painted.current = { strips: new Map(), size: '' }
      paintStrips(board.current, canvas.current, { getPod, nodes, painted: painted.current })
    }
    repaint.current(false)
  }, [board, nodeList, getPod, layout])

  useEffect(() => {
    const target = board.current
    if (target === null) return undefined
    const resize = new ResizeObserver(() => repaint.current(false))
    resize.observe(target)
    const recolour = (): void => repaint.current(true)
    const theme = new MutationObserver(recolour)
    theme.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
    const system = matchMedia('(prefers-color-scheme: dark)')
    const print = matchMedia('print')
    system.addEventListener('change', recolour)
    print.addEventListener('change', recolour)
    return () => {
      resize.disconnect()
      theme.disconnect()
      system.removeEventListener('change', recolour)
      print.removeEventListener('change', recolour)
    }
  }, [board])

  return <canvas ref={canvas} className="strips" aria-hidden="true" />
}

interface PaintedStrips {
  strips: Map<string, PaintedStrip>
  size: string
}

interface PaintedStrip {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly look: string
}

interface PaintInput {
  readonly getPod: Scene['getPod']
  readonly nodes: ReadonlyMap<string, SceneNode>
  readonly painted: PaintedStrips
}

function paintStrips(board: HTMLElement, canvas: HTMLCanvasElement, input: PaintInput): void {
  const { getPod, nodes, painted } = input
  const places = board.querySelectorAll<HTMLElement>('[data-strip]')
  const context = canvas.getContext('2d')
  if (context === null) return
  const { width, height } = fitCanvas(board, canvas, context, painted)
  const origin = canvas.getBoundingClientRect()
  const colours = readColours(canvas)
  const before = painted.strips
  painted.strips = new Map()
  const drawn: [PaintedStrip, SceneNode, string][] = []
  for (const place of places) {
    const node = nodes.get(place.dataset['strip'] ?? '')
    const rect = place.getBoundingClientRect()
    if (node === undefined || rect.width === 0 || rect.top - origin.top > height) continue
    const resource = place.dataset['resource'] ?? ''
    const strip: PaintedStrip = {
      x: rect.left - origin.left,
      y: rect.top - origin.top,
      width: Math.min(rect.width, width),
      height: rect.height,
      look: `${node.milliCpu} ${node.memoryBytes} ${node.pods.join(' ')}`,
    }
    const key = `${node.name} ${resource}`
    painted.strips.set(key, strip)
    const old = before.get(key)
    if (old !== undefined && isSame(old, strip)) before.delete(key)
    else drawn.push([strip, node, resource])
  }
  for (const old of before.values()) {
    context.clearRect(old.x - 1, old.y - 1, old.width + 2, old.height + 2)
  }
  for (const [strip, node, resource] of drawn) {
    paintStrip(context, strip, { node, resource, getPod, colours })
  }
}

function isSame(a: PaintedStrip, b: PaintedStrip): boolean {
  return (
    a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height && a.look === b.look
  )
}

function fitCanvas(
  board: HTMLElement,
  canvas: HTMLCanvasElement,
  context: CanvasRenderingContext2D,
  painted: PaintedStrips,
): { readonly width: number; readonly height: number } {
  const width = board.clientWidth
  const height = Math.min(board.clientHeight, MAX_PIXELS)
  const ratio = Math.min(devicePixelRatio, MAX_PIXELS / Math.max(width, height, 1))
  const size = `${width} ${height} ${ratio}`
  if (size !== painted.size) {
    canvas.width = Math.round(width * ratio)
    canvas.height = Math.round(height * ratio)
    canvas.style.width = `${width}px`
    canvas.style.height = `${height}px`
    context.setTransform(ratio, 0, 0, ratio, 0, 0)
    painted.strips = new Map()
    painted.size = size
  }
  return { width, height }
}

interface Colours {
  readonly tones: readonly string[]
  readonly empty: string
}

const TONE_TOKENS = ['--pod-zonal', '--pod', '--pod-daemon'] as const

/** Tokens hold both themes at once; a colour that is in use is the one to draw. */
function readColours(canvas: HTMLCanvasElement): Colours {
  const read = (token: string): string => {
    canvas.style.color = `var(${token})`
    return getComputedStyle(canvas).color
  }
  return { tones: TONE_TOKENS.map(read), empty: read('--surface-3') }
}

interface StripLook {
  readonly node: SceneNode
  readonly resource: string
  readonly getPod: Scene['getPod']
  readonly colours: Colours
}

function paintStrip(
  context: CanvasRenderingContext2D,
  strip: PaintedStrip,
  { node, resource, getPod, colours }: StripLook,
): void {
  const isCpu = resource === 'cpu'
  const allocatable = isCpu ? node.milliCpu : node.memoryBytes
  context.clearRect(strip.x, strip.y, strip.width, strip.height)
  if (allocatable <= 0) return
  context.save()
  context.beginPath()
  context.roundRect(strip.x, strip.y, strip.width, strip.height, 2)
  context.clip()
  context.fillStyle = colours.empty
  context.fillRect(strip.x, strip.y, strip.width, strip.height)
  let x = strip.x
  for (const index of node.pods) {
    const pod = getPod(index)
    const share = (isCpu ? pod.milliCpu : pod.memoryBytes) / allocatable
    const width = share * strip.width
    if (width <= 0) continue
    context.fillStyle = colours.tones[pod.tone] ?? colours.empty
    // Segments are parted by a pixel, unless they are too thin to lose one.
    context.fillRect(x, strip.y, width > 2.5 ? width - 1 : width, strip.height)
    x += width
  }
  context.restore()
}
