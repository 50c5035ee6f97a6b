// The time of the fronts ahead: a slider beside the field; frame and list follow both. Without it the form is sent.
const part = document.querySelector('[data-foresight]');
const frame = part?.querySelector('iframe');
if (frame) {
    const form = part.querySelector('form'), field = form.elements.at, slide = part.querySelector('.foresight__slide');
    const range = slide.querySelector('input'), output = slide.querySelector('output');
    const status = part.querySelector('[data-foresight-status] time bdi'), list = part.querySelector('[data-foresight-list]');
    // As the user's clock in the newsroom says it: taken for UTC on both sides, no zone of the browser comes in.
    const moment = text => Date.parse(`${text}Z`), text = time => new Date(time).toISOString().slice(0, 16);
    const begin = moment(part.dataset.now);
    let waiting = 0, asked;

    const follow = () => {
        const minutes = Math.round((moment(field.value) - begin) / 60_000);
        range.value = minutes;
        output.textContent = field.value.slice(11);
        range.setAttribute('aria-valuetext', field.value.replace('T', ' '));
    };
    const show = async () => {
        const query = new URLSearchParams({front: form.elements.front.value, at: field.value, width: form.elements.width.value});
        frame.src = `${part.dataset.page}?${query}`;
        status.textContent = field.value.replace('T', ' ');
        history.replaceState(null, '', `?${query}`);
        asked?.abort();
        asked = new AbortController();
        try {
            const answer = await fetch(`${part.dataset.changes}?${query}`, {signal: asked.signal});
            const told = await answer.text();
            if (answer.ok) list.innerHTML = told;
            else list.textContent = told;
        } catch (error) {
            if (error.name !== 'AbortError') list.textContent = part.dataset.failed;
        }
    };
    const soon = () => {
        clearTimeout(waiting);
        waiting = setTimeout(show, 400);
    };

    // A wide page is seen from where its lines begin.
    frame.addEventListener('load', () => {
        frame.parentElement.dir = frame.contentDocument?.documentElement.dir || frame.parentElement.dir;
    });
    slide.hidden = false;
    follow();
    range.addEventListener('input', () => {
        field.value = text(begin + range.value * 60_000);
        follow();
        soon();
    });
    field.addEventListener('change', () => field.value && (follow(), soon()));
    for (const radio of form.elements.width)
        radio.addEventListener('change', () => {
            frame.parentElement.className = `foresight__frame foresight__frame--${radio.value}`;
        });
}
