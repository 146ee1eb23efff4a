// Everything works without this file; it only keeps an impatient click from ordering twice.
document.addEventListener('submit', (event) => {
  const button = event.target.querySelector('button[type=submit]');
  if (button) {
    setTimeout(() => { button.disabled = true; }, 0);
  }
});
window.addEventListener('pageshow', () => {
  document.querySelectorAll('button[disabled]').forEach((button) => { button.disabled = false; });
});
