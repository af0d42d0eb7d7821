// What scripts add to pages that read without them: the evidence panel's focus and keys, the slider over
// publication days, and the movable map. Nothing here knows a figure.

document.documentElement.classList.add("has-js");

const rail = document.getElementById("rail");
const panel = document.getElementById("evidence");
let opener = null;

function mark(key) {
  for (const old of document.querySelectorAll(".is-open")) old.classList.remove("is-open");
  if (!key) return;
  for (const same of document.querySelectorAll(`[data-opens="${CSS.escape(key)}"]`)) {
    (same.closest(".kf-row, .alert, .claim-row, .short li") ?? same).classList.add("is-open");
  }
}

function close() {
  if (!rail) return;
  rail.classList.remove("is-shown");
  panel.replaceChildren(document.getElementById("hint").content.cloneNode(true));
  mark("");
  opener?.focus({ preventScroll: true });
  opener = null;
}

// The one page of evidence that was asked for last goes into the panel; without scripts its link opens it alone.
async function open(link) {
  opener = link;
  let words;
  try {
    const answer = await fetch(link.getAttribute("href"), { headers: { "HX-Request": "true" } });
    words = await answer.text();
  } catch {
    location.href = link.getAttribute("href");
    return;
  }
  if (opener !== link) return;
  panel.innerHTML = words;
  rail.classList.add("is-shown");
  panel.scrollTop = 0;
  mark(link.dataset.opens);
  dress();
  panel.querySelector("h2")?.focus({ preventScroll: true });
  // where the panel covers the lower part of a narrow page, what was chosen stays in sight above it
  if (getComputedStyle(rail).position === "fixed") link.scrollIntoView({ block: "start" });
}

function dress() {
  for (const button of panel.querySelectorAll(".evidence-close")) {
    button.hidden = false;
    button.addEventListener("click", close);
  }
}

if (panel) {
  dress();
  if (panel.dataset.shows && matchMedia("(min-width: 64rem)").matches) mark(panel.dataset.shows);
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-opens]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    open(link);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && (opener || rail.classList.contains("is-shown"))) close();
  });
}

// The slider steps over publication days; letting go opens the page as known on that day.
for (const form of document.querySelectorAll("form.known")) {
  const [first, ...gaps] = form.dataset.days.split(" ");
  const at = new Date(first);
  const days = [first, ...gaps.map((gap) => {
    at.setUTCDate(at.getUTCDate() + Number(gap));
    return at.toISOString().slice(0, 10);
  })];
  const months = form.dataset.months.split("|");
  const words = (day) => {
    const [year, month, date] = day.split("-").map(Number);
    return `${date} ${months[month - 1]} ${year}`;
  };
  const range = form.querySelector(".known-range");
  const date = form.querySelector("[name=known]");
  if (days.length < 2) continue;
  range.hidden = false;
  const show = () => {
    const step = Number(range.value);
    date.value = days[step];
    form.querySelector(".known-day").value = words(days[step]);
    range.setAttribute("aria-valuetext", words(days[step]));
  };
  range.setAttribute("aria-valuetext", form.querySelector(".known-day").value);
  range.addEventListener("input", show);
  range.addEventListener("change", () => {
    show();
    form.requestSubmit();
  });
}

// A file that is dropped goes into the form; elsewhere on the page the browser would leave it for the file.
const upload = document.querySelector("input[data-drop]");
if (upload) {
  upload.form.querySelector(".drop-note").hidden = false;
  const carries = (event) => event.dataTransfer?.types.includes("Files");
  const over = (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    upload.form.classList.toggle("is-over", event.type === "dragover");
  };
  document.addEventListener("dragover", over);
  document.addEventListener("dragleave", over);
  document.addEventListener("drop", (event) => {
    if (!carries(event)) return;
    over(event);
    const one = new DataTransfer();
    if (event.dataTransfer.files.length) one.items.add(event.dataTransfer.files[0]);
    upload.files = one.files;
    upload.form.scrollIntoView({ block: "center" });
    upload.form.querySelector("button").focus();
  });
}

// On paper nothing can be unfolded: what is folded in is printed as well, but for long lists of needs.
const folded = "details.more-alerts, details.kf-parts, details.kf-more, .crossing details";
addEventListener("beforeprint", () => {
  for (const one of document.querySelectorAll(folded)) if (!one.open) one.dataset.printed = one.open = true;
});
addEventListener("afterprint", () => {
  for (const one of document.querySelectorAll("details[data-printed]")) {
    one.open = false;
    delete one.dataset.printed;
  }
});

const frame = document.getElementById("map-frame");
if (frame) {
  const start = () => import(frame.dataset.script).then((map) => map.draw(frame)).catch((fault) => console.info("The drawn map stays:", fault.message));
  const seen = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    seen.disconnect();
    start();
  }, { rootMargin: "400px" });
  seen.observe(frame);
}
