import { TriangleAlert } from 'lucide-react'
import type { Refusal } from '#aws-client/explain-failure.ts'

/** What AWS refused, in our words, and what can be done (section 14). */
export function RefusalNote({ refusal }: { readonly refusal: Refusal }) {
  return (
    <div className="note t-bad" role="alert">
      <TriangleAlert className="ic" aria-hidden="true" />
      <span>
        <b>{refusal.message}</b> {refusal.advice}{' '}
        <span className="nowrap dim">
          {refusal.call}, {refusal.code}
        </span>
      </span>
    </div>
  )
}
