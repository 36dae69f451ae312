/* A classic script, because it must run before the first paint: otherwise the other theme, a hidden sidebar or a moving title would flash. */
(function () {
  'use strict';
  try {
    var theme = localStorage.getItem('parley-theme');
    if (theme === 'light' || theme === 'dark') {
      document.documentElement.dataset.theme = theme;
    }
    if (localStorage.getItem('parley-sidebar') === 'away') {
      document.documentElement.dataset.sidebar = 'away';
    }
    if (localStorage.getItem('parley-models') === 'one') {
      document.documentElement.dataset.models = 'one';
    }
  } catch (blocked) {
    // Storage is switched off: the system's theme applies.
  }
})();
