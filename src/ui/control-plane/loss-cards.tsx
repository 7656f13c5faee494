import { Check, Hourglass, X } from 'lucide-react'
import { useState } from 'react'
import type { SelfManagedReport } from '#availability/evaluate-control-plane.ts'
import type { Priors } from '#availability/priors.ts'
import { renderMinutes } from '#availability/render-minutes.ts'
import type { Loss } from '#availability/zone-loss.ts'
import { ForeverMark } from '../parts/marks.tsx'
import { ZoneLetter } from '../parts/zone-letter.tsx'

interface LossCardsProps {
  readonly report: SelfManagedReport
  readonly priors: Priors
}

/** Every single loss, one by one, and what the chosen one stops, leaves running, and how it ends. */
export function LossCards({ report, priors }: LossCardsProps) {
  const [chosen, setChosen] = useState<string>()
  const losses = [
    ...report.losses.filter(({ kind }) => kind === 'zone'),
    ...report.losses.filter(({ kind }) => kind === 'member'),
  ].map((loss, index) => ({ loss, key: `${loss.kind} ${loss.name} ${index}` }))
  const shown =
    losses.find(({ key }) => key === chosen) ??
    losses.find(({ loss }) => !loss.isApiUp) ??
    losses[0]
  if (shown === undefined) return null
  return (
    <div className="cp-two cp-losses">
      <section className="card" aria-labelledby="cp-losses">
        <header>
          <h2 id="cp-losses">Every single loss</h2>
          <span className="push small dim">all of them, counted one by one</span>
        </header>
        <div className="cp-scroll">
          <table className="grid cp-loss-table">
            <thead>
              <tr>
                <th scope="col">Without</th>
                {report.etcd.map(({ name }) => (
                  <th key={name} scope="col">
                    etcd {name}
                  </th>
                ))}
                <th scope="col">API servers</th>
                <th scope="col">API</th>
              </tr>
            </thead>
            <tbody>
              {losses.map(({ loss, key }) => (
                <tr key={key} className={key === shown.key ? 'shown' : ''}>
                  <th scope="row">
                    <button
                      className="link"
                      aria-pressed={key === shown.key}
                      onClick={() => setChosen(key)}
                    >
                      {loss.kind === 'zone' && <ZoneLetter zone={loss.name} />}
                      {loss.kind === 'zone' ? loss.name : `member ${loss.name}`}
                    </button>
                  </th>
                  {loss.etcd.map(({ name, left, of, quorum }) => (
                    <td key={name} className={left < quorum ? 'gone' : ''}>
                      {left} of {of}
                      {left < quorum && <small>needs {quorum}</small>}
                    </td>
                  ))}
                  <td className={loss.apiServersLeft === 0 ? 'gone' : ''}>
                    {loss.apiServersLeft} left
                  </td>
                  <td>
                    <ApiState isUp={loss.isApiUp} kind={loss.kind} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
      <LossCard loss={shown.loss} report={report} priors={priors} />
    </div>
  )
}

function ApiState({ isUp, kind }: Pick<Loss, 'kind'> & { readonly isUp: boolean }) {
  return isUp ? (
    <span className="yn t-good">
      <Check className="ic" aria-hidden="true" />
      up
    </span>
  ) : (
    <span className="yn t-wait">
      <Hourglass className="ic" aria-hidden="true" />
      {kind === 'zone' ? 'waits for zone' : 'waits for the member'}
    </span>
  )
}

interface LossCardProps {
  readonly loss: Loss
  readonly report: SelfManagedReport
  readonly priors: Priors
}

function LossCard({ loss, report, priors }: LossCardProps) {
  const { kind, name, isApiUp, etcd } = loss
  const title = kind === 'zone' ? `When ${name} is lost` : `When member ${name} is lost`
  const broken = etcd.filter(({ left, quorum }) => left < quorum)
  return (
    <section className="card" aria-labelledby="cp-loss">
      <header>
        <h2 id="cp-loss">{title}</h2>
        <span className="push">
          <ApiState isUp={isApiUp} kind={kind} />
        </span>
      </header>
      <div className="body stack" role="status">
        {isApiUp ? (
          <p className="small">
            {etcd.map(({ name: cluster, left, of }) => `${cluster} ${left} of ${of}`).join(', ')}{' '}
            stay: the quorum holds, nothing stops.
            {broken.length > 0 &&
              ` Events are not written until ${kind === 'zone' ? 'it returns' : 'it is back'}.`}
          </p>
        ) : (
          <>
            <p className="small">
              <b>
                {broken
                  .map(
                    ({ name: cluster, left, of, quorum }) =>
                      `${cluster}: ${left} of ${of} left, quorum needs ${quorum}`,
                  )
                  .join('; ') || 'No API server is left'}
                .
              </b>
            </p>
            <div className="cp-stops">
              <div>
                <h3>Stops</h3>
                <ul>
                  {report.stops.map((one) => (
                    <li key={one}>
                      <X className="ic bad" aria-hidden="true" />
                      {one}
                    </li>
                  ))}
                </ul>
              </div>
              <div>
                <h3>Keeps running</h3>
                <ul>
                  {report.keepsRunning.map((one) => (
                    <li key={one}>
                      <Check className="ic good" aria-hidden="true" />
                      {one}
                    </li>
                  ))}
                </ul>
              </div>
            </div>
            <HowItEnds loss={loss} priors={priors} />
          </>
        )}
      </div>
    </section>
  )
}

/** 90 of 100 standard normal draws are below it. */
const NORMAL_P90 = 1.2816

function HowItEnds({ loss, priors }: Pick<LossCardProps, 'loss' | 'priors'>) {
  const { azOutageMedianHours: median, azOutageSigma: sigma } = priors
  const longMinutes = median * Math.exp(sigma * NORMAL_P90) * 60
  return (
    <div>
      <h3>How it ends</h3>
      <ol className="cp-ends">
        <li className="t-wait">
          <b>
            <Hourglass className="ic" aria-hidden="true" />
            {loss.kind === 'zone' ? `${loss.name} returns` : 'Its machine is replaced in its zone'}
          </b>
          <span>
            {loss.kind === 'zone'
              ? `Its members start on their own volumes, quorum is back by itself. Median ${renderMinutes(median * 60)}, one outage in ten over ${renderMinutes(longMinutes)}.`
              : `The volume is attached again, after about ${renderMinutes(priors.nodeMttrMinutes)}. In another zone it can't start: the volume stays.`}
          </span>
        </li>
        <li className="t-bad">
          <b>
            <ForeverMark />
            The volumes are gone
          </b>
          <span>
            Never by itself: a person restores etcd from a backup. Members added meanwhile cannot
            help.
          </span>
        </li>
      </ol>
    </div>
  )
}
