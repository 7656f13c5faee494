import { Download, FileText } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { OpenPlan } from '#store/plan-store.ts'
import { getSession } from '#store/run-store.ts'
import { findWorst } from '#store/run.ts'
import { showToast } from '#store/toast-store.ts'
import type { MadeLink } from '#worker/make-link.ts'
import { saveFile, savePlanFile, toFileName } from '../frame/plan-commands.ts'
import { QrCode } from './qr-code.tsx'
import { renderMarkdown } from './render-markdown.ts'

interface OtherWaysProps {
  readonly plan: OpenPlan
  readonly link: MadeLink | undefined
  /** The link was tested, and nothing in it waits for a word. */
  readonly isReady: boolean
  /** The same of a plan that is too long for a link: its share file is whole. */
  readonly isSound: boolean
}

/** Beside the link: its QR code, and the files for those it does not reach. */
export function OtherWays({ plan, link, isReady, isSound }: OtherWaysProps) {
  const fileSize = usePlanFileSize(plan)
  const { name } = plan.packed.shell
  const isFileFirst = link === undefined || link.isFileBetter
  return (
    <aside className="sh-ways" aria-label="Other ways">
      {link !== undefined && (
        <div>
          <h2>QR code</h2>
          {link.hasQrCode && isReady && link.link !== undefined && <QrCode text={link.link} />}
          {link.hasQrCode && !isReady && <span className="qr waits">after the test</span>}
          <p className="small dim">
            Offered up to 1,000 characters
            {!link.hasQrCode && ': leave something out, and it comes here'}
          </p>
        </div>
      )}
      <div className="stack">
        <button
          className={`btn ${isFileFirst ? 'primary' : ''}`}
          onClick={() => void savePlanFile()}
        >
          <Download className="ic s" aria-hidden="true" />
          Plan file{fileSize === undefined ? '' : `, ${renderBytes(fileSize)}`}
        </button>
        {link !== undefined && (
          <button
            className="btn"
            disabled={!isSound}
            title="What the link holds, and nothing else, as JSON"
            onClick={() => saveFile(link.shareFile, `${toFileName(name)}${link.shareFileEnding}`)}
          >
            <Download className="ic s" aria-hidden="true" />
            Share file, {renderBytes(link.shareFile.size)}
          </button>
        )}
        {link?.link !== undefined && (
          <button
            className="btn"
            disabled={!isReady}
            onClick={() => void copyMarkdown(name, link.link ?? '')}
          >
            <FileText className="ic s" aria-hidden="true" />
            Markdown with the link
          </button>
        )}
      </div>
      <p className="small dim">
        The plan file is the whole plan, for its owner. The share file holds what the link holds.
      </p>
      <p className="small dim">
        A link is a copy: it cannot be changed, withdrawn or counted. Browser history, chat and mail
        systems see it.
      </p>
    </aside>
  )
}

/** Objects up to which the file's size is worked out before it is asked for. */
const MAX_MEASURED = 3_000

function usePlanFileSize({ packed }: OpenPlan): number | undefined {
  const [bytes, setBytes] = useState<number>()
  useEffect(() => {
    const count = packed.resourceSets.reduce((sum, set) => sum + set.count, 0)
    if (count > MAX_MEASURED) return
    let isWanted = true
    getSession()
      .engine.exportPlan(packed, 'yaml')
      .then(
        (file) => {
          if (isWanted) setBytes(file.size)
        },
        () => undefined,
      )
    return () => {
      isWanted = false
    }
  }, [packed])
  return bytes
}

async function copyMarkdown(name: string, link: string): Promise<void> {
  const headline = findWorst(getSession().run.getState())?.headline
  try {
    await navigator.clipboard.writeText(renderMarkdown(name, headline, link))
    showToast('Markdown with the link copied')
  } catch {
    showToast('The browser does not let it be copied')
  }
}

function renderBytes(bytes: number): string {
  return bytes < 1_000_000
    ? `${Math.max(1, Math.round(bytes / 1_000))} KB`
    : `${(bytes / 1_000_000).toFixed(1)} MB`
}
