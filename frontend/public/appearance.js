// Puts the stored theme, density and motion on the root element before the first paint, so that a
// dark window never flashes white. A classic script, because a module would run too late.
// The same rule lives in src/ui/appearance.ts; a test holds the two together.
(function () {
  var root = document.documentElement;
  function stored(name) {
    try {
      return localStorage.getItem('activa.' + name);
    } catch {
      return null;
    }
  }
  var theme = stored('theme');
  var dark = theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  root.dataset.theme = dark ? 'dark' : 'light';
  root.dataset.density = stored('density') === 'compact' ? 'compact' : 'normal';
  root.dataset.motion = stored('motion') === 'less' ? 'less' : 'system';
})();
