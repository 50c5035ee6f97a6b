// The lists of the most read, put where a link to them stands: tabs (ARIA) that are chosen as one walks.
const box = document.querySelector("[data-most-read]");
const place = box.querySelector(".most__lists");

function tabs(all) {
  const choose = (chosen) => {
    for (const tab of all) {
      tab.setAttribute("aria-selected", tab === chosen);
      tab.tabIndex = tab === chosen ? 0 : -1;
      document.getElementById(tab.getAttribute("aria-controls")).hidden = tab !== chosen;
    }
    chosen.focus();
  };
  const step = getComputedStyle(box).direction === "rtl" ? -1 : 1;
  all.forEach((tab, at) => {
    const ways = { ArrowRight: at + step, ArrowLeft: at - step, Home: 0, End: -1 };
    tab.addEventListener("click", () => choose(tab));
    tab.addEventListener("keydown", (event) => {
      if (!(event.key in ways) || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      choose(all.at(ways[event.key] % all.length));
    });
  });
}

// Without a list its room is given back, where nobody sees anything move.
function close() {
  new IntersectionObserver(([{ boundingClientRect }], observer) => {
    if (boundingClientRect.top < innerHeight) return;
    box.classList.add("most--none");
    observer.disconnect();
  }).observe(box);
}

try {
  const answer = await fetch(box.dataset.mostRead, { priority: "low" });
  const { body } = new DOMParser().parseFromString(answer.ok ? await answer.text() : "", "text/html");
  if (!body.children.length) throw new Error("no list");
  place.replaceChildren(...body.children);
  tabs([...place.querySelectorAll("[role=tab]")]);
} catch {
  close();
}
