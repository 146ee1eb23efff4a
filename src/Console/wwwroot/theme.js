// Runs before anything is painted, so that a dark page never flashes white.
(() => {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const choice = () => localStorage.getItem('sd-theme') || 'auto';
  const apply = () => {
    const theme = choice() === 'auto' ? (dark.matches ? 'dark' : 'light') : choice();
    document.documentElement.setAttribute('data-bs-theme', theme);
    document.dispatchEvent(new CustomEvent('sd:theme'));
  };
  dark.addEventListener('change', apply);
  window.sdTheme = { choice, set: value => { localStorage.setItem('sd-theme', value); apply(); } };
  apply();
})();
