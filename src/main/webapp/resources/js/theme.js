/* A classic script on purpose: it runs before the first paint, so neither a forced theme nor a sidebar that is put away flashes. */
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
  } catch (blocked) {
    // Storage is switched off: the system's theme it is.
  }
})();
