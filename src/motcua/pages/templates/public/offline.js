{% load static %}const kept = "motcua-offline-{% static 'motcua/css/app.css' %}";
const page = "{% url 'public:offline' %}";
self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(kept).then((cache) => cache.addAll([page, "{% static 'motcua/css/app.css' %}"])));
  self.skipWaiting();
});
self.addEventListener("activate", (event) => {
  const old = (names) => names.filter((name) => name.startsWith("motcua-offline-") && name !== kept);
  event.waitUntil(caches.keys().then((names) => Promise.all(old(names).map((name) => caches.delete(name)))));
});
self.addEventListener("fetch", (event) => {
  const asked = event.request;
  if (asked.mode === "navigate" && asked.method === "GET") {
    event.respondWith(fetch(asked).catch(() => caches.match(page)));
  } else if (asked.destination === "style") {
    event.respondWith(fetch(asked).catch(() => caches.match(asked)));
  }
});
