import { renderLeastPolicy, renderSessionCommand } from '#aws-client/least-policy.ts'
import { CopyButton } from '../parts/copy-button.tsx'

/**
 * The least policy to copy, and the command that cuts a broader role down to it (I16.1, I16.2). EKS answers
 * no web page: it is in the policy of the script and the helper.
 */
export function LeastPolicy({ withEks = false }: { readonly withEks?: boolean }) {
  const policy = renderLeastPolicy({ withEks })
  const command = renderSessionCommand({ withEks })
  return (
    <div className="stack">
      <div className="aws-code">
        <pre tabIndex={0} aria-label="Policy">
          {policy}
        </pre>
        <CopyButton text={policy} what="the policy" />
      </div>
      <p className="small dim">
        Keys for one hour of a role that may more, cut down to this policy:
      </p>
      <div className="aws-code">
        <pre tabIndex={0} aria-label="Command">
          {command}
        </pre>
        <CopyButton text={command} what="the command" />
      </div>
    </div>
  )
}
