// Keeps the page's files, so that it opens without a network. VERSION and FILES are filled in when the
// page is built. A navigation's address holds the fragment, in which a plan may travel: it is answered
// by the literal './' and never stored, logged or sent (share-link specification, L9.4).
const CACHE = `neverpending-${'VERSION'}`
const FILES = [] // FILES

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll(FILES.map((file) => new Request(file, { cache: 'no-cache' }))))
      .then(() => self.skipWaiting()),
  )
})

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) =>
        Promise.all(
          names
            .filter((name) => name.startsWith('neverpending-') && name !== CACHE)
            .map((name) => caches.delete(name)),
        ),
      )
      .then(() => self.clients.claim()),
  )
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  if (request.method !== 'GET' || new URL(request.url).origin !== self.location.origin) return
  const asked = request.mode === 'navigate' ? './' : request
  event.respondWith(
    caches
      .open(CACHE)
      .then((cache) => cache.match(asked, { ignoreVary: true }))
      .then((kept) => kept ?? fetch(request)),
  )
})
