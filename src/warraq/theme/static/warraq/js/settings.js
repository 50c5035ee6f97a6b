// Runs before the first paint: the colours and the text size this reader has chosen on this device.
(() => {
  try {
    const root = document.documentElement;
    for (const name of ["theme", "size"]) {
      const value = localStorage.getItem(`warraq-${name}`);
      if (value) root.dataset[name] = value;
    }
  } catch {
    // Storage is closed to us: the page stands as it was sent.
  }
})();
