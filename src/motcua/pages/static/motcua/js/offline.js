// Lets the browser keep the page that says what to do without a network. Nothing else is kept.
if ("serviceWorker" in navigator) navigator.serviceWorker.register("/ngoai-tuyen.js").catch(() => {});
