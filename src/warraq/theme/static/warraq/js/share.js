// The device's own sharing where there is one, else the short link is copied.
const SHOWN = 2500;

export function shareButton(button) {
  const words = button.querySelector("span");
  const label = words.textContent;
  button.addEventListener("click", async () => {
    const { share: url, title, done } = button.dataset;
    try {
      if (navigator.share) {
        await navigator.share({ title, url });
        return;
      }
      await navigator.clipboard.writeText(url);
      words.textContent = done;
      setTimeout(() => (words.textContent = label), SHOWN);
    } catch (error) {
      // Turned away by the reader: nothing. By the browser: the short link's own page remains.
      if (error.name !== "AbortError") location.assign(url);
    }
  });
  button.hidden = !(navigator.share || navigator.clipboard);
}
