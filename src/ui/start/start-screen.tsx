import './start.css'
import { BookMarked, CornerDownRight, Download, Play, Plus } from 'lucide-react'
import { useEffect } from 'react'
import { INCIDENTS } from '#incidents/library.ts'
import { PLANE_INCIDENTS } from '#incidents/plane-library.ts'
import { refreshRecent, useSaves } from '#store/autosave.ts'
import { openIncident } from '#store/open-incident.ts'
import { PaletteButton } from '../frame/top-bar.tsx'
import { ThemeButton } from '../frame/theme-button.tsx'
import { FilePicker } from '../import/file-picker.tsx'
import { PasteLink } from '../open-link/paste-link.tsx'
import { Logo, SealMark } from '../parts/marks.tsx'
import { renderCount } from '../parts/render-count.ts'
import { ExpectedChip } from '../incidents/expected-chip.tsx'
import { renderSources } from '../incidents/render-sources.ts'
import { PlanLine } from '../plans/plan-line.tsx'
import { PromisePicture } from './promise-picture.tsx'

export function StartScreen() {
  useEffect(() => {
    document.title = 'Neverpending'
    void refreshRecent()
  }, [])
  return (
    <div className="start">
      <header className="tp">
        <a className="logo" href="#/" aria-label="Neverpending, start page">
          <Logo />
          <span>Neverpending</span>
        </a>
        <span className="push" />
        <PaletteButton />
        <ThemeButton />
      </header>
      <main className="wrap" id="main">
        <div className="hero">
          <div>
            <h1>See which pods can stay Pending for ever, before they do.</h1>
            <p>
              Draw or import a Kubernetes cluster on AWS. Each verdict comes with its proof: the
              shortest way there, played step by step. Nothing leaves this browser.
            </p>
          </div>
          <PromisePicture />
        </div>
        <WaysIn />
        <PasteLink label="Or paste a plan link" />
        <div className="cols">
          <RecentPlans />
          <Incidents />
        </div>
        <p className="row files">
          <FilePicker className="btn quiet">Open a plan file</FilePicker>
          <a className="btn quiet" href="#/plans">
            All plans of this browser
          </a>
        </p>
        <p className="small dimmer row promises">
          <span>Works offline after the first load</span>
          <span>Nothing is sent: plans stay in this browser and in files</span>
        </p>
      </main>
    </div>
  )
}

/** Incidents shown at the start; the others are one click away. */
const FEW = 3

function WaysIn() {
  const [title] = INCIDENTS
  return (
    <div className="three">
      <a className="card way drop" href="#/import">
        <span className="row">
          <Download className="ic" aria-hidden="true" />
          <h2>Import a cluster</h2>
        </span>
        <p>
          Drop files anywhere on this page, or paste output. You see what was understood before
          anything is applied.
        </p>
        <span className="tags">
          <span className="tag">kubectl</span>
          <span className="tag">eksctl</span>
          <span className="tag">kOps</span>
          <span className="tag">Cluster API</span>
          <span className="tag">Terraform</span>
          <span className="tag">Karpenter</span>
        </span>
      </a>
      <a className="card way" href="#/new-plan">
        <span className="row">
          <Plus className="ic" aria-hidden="true" />
          <h2>New plan</h2>
        </span>
        <p>Start from a shape that people run, and change it until it holds.</p>
        <span className="tags">
          <span className="tag">EKS, group per zone</span>
          <span className="tag">EKS with Karpenter</span>
          <span className="tag">eksctl default</span>
          <span className="tag">kOps, 3 members</span>
        </span>
      </a>
      {title !== undefined && (
        <button className="card way" onClick={() => openIncident(title, { isPlayed: true })}>
          <span className="row">
            <BookMarked className="ic" aria-hidden="true" />
            <h2>Open an incident</h2>
          </span>
          <p>A real failure: watch it break in a minute, then open the repaired twin.</p>
          <span className="tags">
            <span className="tag">
              <Play className="ic" aria-hidden="true" />
              {title.id}, {renderCount(title.expected.steps, 'step')}
            </span>
          </span>
        </button>
      )}
    </div>
  )
}

/** Plans shown at the start; the others are one click away. */
const FEW_PLANS = 8

function RecentPlans() {
  const recent = useSaves((state) => state.recent)
  const isLoading = useSaves((state) => state.isLoading)
  const isLost = useSaves((state) => state.status === 'failed')
  return (
    <section className="card lst" aria-label="Recent plans">
      <header>
        <h3>Recent plans</h3>
        {recent.length > FEW_PLANS ? (
          <a className="small push" href="#/plans">
            All {recent.length}
          </a>
        ) : (
          <span className="small dim push">kept in this browser</span>
        )}
      </header>
      {recent.slice(0, FEW_PLANS).map((line) => (
        <PlanLine key={line.id} line={line} />
      ))}
      {recent.length === 0 && (
        <p className="none">
          {isLost
            ? 'This browser keeps no plans: save them as files.'
            : isLoading
              ? ' '
              : 'None yet. What you draw, open or import stands here the next time.'}
        </p>
      )}
    </section>
  )
}

function Incidents() {
  return (
    <section className="card lst" aria-label="Incidents">
      <header>
        <h3>Incidents</h3>
        <a className="small push" href="#/incidents">
          All {INCIDENTS.length + PLANE_INCIDENTS.length}, with their repaired twins
        </a>
      </header>
      {INCIDENTS.slice(0, FEW).map((incident) => (
        <div className="pair" key={incident.id}>
          <button className="ln" onClick={() => openIncident(incident)}>
            <b>
              <span className="id">{incident.id}</span>
              {incident.title}
            </b>
            <small className="under">{renderSources(incident.sources)}</small>
            <ExpectedChip expected={incident.expected} />
          </button>
          <button
            className="ln twin"
            aria-label={`Repaired twin of ${incident.id}: ${incident.repaired.title}`}
            onClick={() => openIncident(incident, { isRepaired: true })}
          >
            <small className="under">
              <CornerDownRight className="ic s" aria-hidden="true" /> repaired:{' '}
              {lowerFirst(incident.repaired.title)}
            </small>
            <span className="v t-good">
              <SealMark />
              ok, by a theorem
            </span>
          </button>
        </div>
      ))}
    </section>
  )
}

function lowerFirst(text: string): string {
  return `${text.slice(0, 1).toLowerCase()}${text.slice(1)}`
}
