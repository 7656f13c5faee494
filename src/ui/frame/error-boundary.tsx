import { Component } from 'react'
import type { ReactNode } from 'react'
import { savePlanFile } from './plan-commands.ts'

interface ErrorBoundaryProps {
  readonly children: ReactNode
}

interface ErrorBoundaryState {
  readonly error: Error | undefined
}

/** A fault of this program while drawing: the plan is not part of what is drawn, so it is still there. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { error: undefined }

  static getDerivedStateFromError(error: unknown): ErrorBoundaryState {
    return { error: error instanceof Error ? error : new Error(String(error)) }
  }

  override render(): ReactNode {
    const { error } = this.state
    if (error === undefined) return this.props.children
    return (
      <main className="page" role="alert">
        <h1>This screen could not be drawn</h1>
        <p>Your plan is kept. This is a fault of Neverpending, not of your files.</p>
        <pre className="code">{error.message}</pre>
        <div className="row">
          <button className="btn primary" onClick={() => this.setState({ error: undefined })}>
            Draw it again
          </button>
          <a className="btn" href="#/" onClick={() => this.setState({ error: undefined })}>
            Start page
          </a>
          <button className="btn" onClick={() => void savePlanFile()}>
            Save the plan as a file
          </button>
        </div>
      </main>
    )
  }
}
