/**
 * The headers of the page (share-link specification, L9.1). One policy for the dev server, the page's
 * own `<meta>`, `npm start` and the tests. Hosts of AWS are left out until a part of the page talks to
 * them: the page connects to nobody but its own origin.
 */
const DIRECTIVES = [
  ['default-src', "'none'"],
  ['script-src', "'self'"],
  ['style-src', "'self'"],
  ['font-src', "'self'"],
  ['img-src', "'self' data: blob:"],
  ['worker-src', "'self'"],
  ['manifest-src', "'self'"],
  ['connect-src', "'self'"],
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
