{% load static %}// Kept in the browser: two pages that say what to do without a network, the same for everybody, and our own styles,
// scripts and pictures. No page of a person is ever kept here; what somebody is filling in is kept by device.js, encrypted.
const kept = "motcua-offline-{% static 'motcua/css/app.css' %}";
const page = "{% url 'public:offline' %}", shell = "{% url 'public:offline_draft' %}", drafts = "/dang-dien/";
const first = [
  page, shell, "{% static 'motcua/css/app.css' %}", "{% static 'motcua/js/device-store.js' %}",
  "{% static 'motcua/js/device.js' %}", "{% static 'motcua/js/device-shell.js' %}", "{% static 'motcua/js/conditions.js' %}",
  "{% static 'motcua/js/uploads.js' %}", "{% static 'motcua/js/offline.js' %}", "{% static 'motcua/css/art/mark.svg' %}",
];
self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(kept).then((cache) => cache.addAll(first)));
  self.skipWaiting();
});
self.addEventListener("activate", (event) => {
  const old = (names) => names.filter((name) => name.startsWith("motcua-offline-") && name !== kept);
  event.waitUntil(caches.keys().then((names) => Promise.all(old(names).map((name) => caches.delete(name)))).then(() => self.clients.claim()));
});
self.addEventListener("fetch", (event) => {
  const asked = event.request, place = new URL(asked.url);
  if (place.origin !== location.origin) return;
  if (asked.mode === "navigate") {
    if (asked.method === "GET" || place.pathname.startsWith(drafts)) {
      event.respondWith(fetch(asked).catch(() => caches.match(place.pathname.startsWith(drafts) ? shell : page)));
    }
  } else if (asked.method === "GET" && place.pathname.startsWith("/static/")) {
    event.respondWith(fetch(asked).catch(() => caches.match(asked)));
  }
});
