/* A classic script on purpose: it runs before the first paint, so a forced theme never flashes. */
(function () {
  'use strict';
  try {
    var theme = localStorage.getItem('parley-theme');
    if (theme === 'light' || theme === 'dark') {
      document.documentElement.dataset.theme = theme;
    }
  } catch (blocked) {
    // Storage is switched off: the system's theme it is.
  }
})();
