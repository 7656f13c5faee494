/**
 * The headers of the page (share-link specification, L9.1). One policy for the dev server, the page's
 * own `<meta>`, `npm start` and the tests. Beside its own origin the page may connect to the hosts of AWS
 * that an import asks, each written out: a wildcard would cover storage buckets of anybody.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './root.mjs'

const { partitions, services } = JSON.parse(
  readFileSync(join(ROOT, 'src/aws-client/partitions.json'), 'utf8'),
)

export const AWS_HOSTS = partitions.flatMap(({ suffix, regions }) =>
  regions.flatMap((region) => services.map((service) => `https://${service}.${region}.${suffix}`)),
)

const DIRECTIVES = [
  ['default-src', "'none'"],
  ['script-src', "'self'"],
  ['style-src', "'self'"],
  ['font-src', "'self'"],
  ['img-src', "'self' data: blob:"],
  ['worker-src', "'self'"],
  ['manifest-src', "'self'"],
  ['connect-src', ["'self'", ...AWS_HOSTS].join(' ')],
  ['base-uri', "'none'"],
  ['form-action', "'none'"],
  ['object-src', "'none'"],
  ['frame-src', "'none'"],
  ['frame-ancestors', "'none'"],
  ['require-trusted-types-for', "'script'"],
  ['trusted-types', 'plan-worker'],
]

/** As a header. `upgrade-insecure-requests` is for hosts on https, which set it themselves (L9.1). */
export function renderPolicy() {
  return render(DIRECTIVES)
}

/** The headers of a host on https, in the form of a `_headers` file. */
export function renderHostHeaders() {
  const headers = {
    ...SECURITY_HEADERS,
    'Content-Security-Policy': `${renderPolicy()}; upgrade-insecure-requests`,
    'Strict-Transport-Security': 'max-age=31536000; includeSubDomains',
    'Cache-Control': 'no-cache',
  }
  const lines = Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`)
  const kept = [
    '/assets/*',
    '  ! Cache-Control',
    '  Cache-Control: public, max-age=31536000, immutable',
  ]
  return ['/*', ...lines, ...kept, ''].join('\n')
}

/** As `<meta>`: a browser ignores `frame-ancestors` there, and says so in the console. */
export function renderMetaPolicy() {
  return render(DIRECTIVES.filter(([name]) => name !== 'frame-ancestors'))
}

/** For the dev server: its inline scripts and styles bear a nonce, and hot reload runs a module twice. */
export function renderDevPolicy() {
  const more = { 'script-src': "'nonce-dev'", 'style-src': "'nonce-dev'" }
  return render(
    DIRECTIVES.filter(([name]) => name !== 'frame-ancestors').map(([name, value]) => {
      if (name === 'trusted-types') return [name, `${value} 'allow-duplicates'`]
      return [name, name in more ? `${value} ${more[name]}` : value]
    }),
  )
}

/**
 * The same, with one more origin to connect to: a stand-in of AWS on this machine, for development and
 * tests. It is let through by the header alone, which is the policy of the worker that talks to AWS.
 *
 * @param {string} origin `http://127.0.0.1:5000`
 */
export function makeDevelopmentHeaders(origin) {
  const { protocol, hostname } = new URL(origin)
  if (!/^https?:$/.test(protocol) || !['127.0.0.1', 'localhost', '[::1]'].includes(hostname)) {
    throw new Error(`"${origin}" is not an origin of this machine (http://127.0.0.1:PORT)`)
  }
  const directives = DIRECTIVES.map(([name, value]) => [
    name,
    name === 'connect-src' ? `${value} ${origin}` : value,
  ])
  return { ...SECURITY_HEADERS, 'Content-Security-Policy': render(directives) }
}

/** Headers of every answer. */
export const SECURITY_HEADERS = {
  'Content-Security-Policy': renderPolicy(),
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy':
    'camera=(), microphone=(), geolocation=(), usb=(), serial=(), clipboard-read=()',
}

function render(directives) {
  return directives.map(([name, value]) => `${name} ${value}`).join('; ')
}
