// The web chat page: draws what the stream says, and sends without losing or doubling.

const byId = (id) => document.getElementById(id);
const root = document.documentElement;
const page = document.body.dataset;
const texts = JSON.parse(byId("texts").textContent);
const [log, pending, working, examples, status, trouble, composer, box, newer] = [
  "log", "pending", "working", "examples", "status", "trouble", "composer", "text", "newer",
].map(byId);

const pauseFor = (tries) => Math.min(500 * 2 ** tries, 10000);

/** Make an element; text only ever becomes text nodes. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter(Boolean));
  return element;
}

/** Lines and *emphasis* of one text, as nodes. */
function worded(text) {
  return String(text).split("\n").flatMap((line, row) => {
    const parts = line.split(/(?<![\p{L}\p{N}*])\*([^\s*](?:[^*]*[^\s*])?)\*(?![\p{L}\p{N}*])/u);
    const nodes = parts.map((part, index) => (index % 2 ? make("em", {}, part) : part));
    return row ? [make("br"), ...nodes] : nodes;
  });
}

/** What this window remembers, also over a reload. */
const shelf = {
  name: (key) => `webchat:${page.person}:${key}`,
  read(key, otherwise) {
    try {
      return JSON.parse(sessionStorage.getItem(this.name(key))) ?? otherwise;
    } catch {
      return otherwise;
    }
  },
  write(key, value) {
    try {
      sessionStorage.setItem(this.name(key), JSON.stringify(value));
    } catch {
      // No storage: the page remembers until it is closed.
    }
  },
};

function newEvent() {
  const digit = () => (crypto.getRandomValues(new Uint8Array(1))[0] % 16).toString(16);
  return crypto.randomUUID?.() ?? "xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx".replace(/x/g, digit);
}

// ---- Scrolling

let burst = null; // the first of the bot messages that came together
let burstAt = 0;

const atEnd = () => innerHeight + scrollY >= root.scrollHeight - 120;
const toEnd = () => scrollTo(0, root.scrollHeight);

/** Show the newest, but never past the beginning of what the bot just said. */
function show(message) {
  const now = Date.now();
  if (!ready || !burst || now - burstAt > 1500) burst = message;
  burstAt = now;
  const bar = document.querySelector(".bar");
  const covered = getComputedStyle(bar).position === "sticky" ? bar.offsetHeight : 0;
  const start = burst.getBoundingClientRect().top + scrollY - covered - 12;
  scrollTo(0, Math.min(start, root.scrollHeight));
  newer.hidden = true;
}

newer.addEventListener("click", () => {
  toEnd();
  box.focus({ preventScroll: true });
});
let stays = true; // the newest is in view, and stays so when the window gets smaller
addEventListener("scroll", () => {
  stays = atEnd();
  if (stays) newer.hidden = true;
}, { passive: true });
addEventListener("resize", () => stays && toEnd());

// ---- Drawing messages

const drawn = new Map(); // number → element
const used = shelf.read("used", {}); // message number → pressed choice, or "form"
const drafts = shelf.read("drafts", {}); // message number → what is filled in
let last = 0;
let ready = false; // what was said before is on the page

function meta(from, at, words) {
  const who = from === "me" ? make("span", { class: "unseen" }, `${texts.you} `) : `${texts.bot} · `;
  const clock = at && new Date(at).toLocaleTimeString(root.lang, { hour: "2-digit", minute: "2-digit" });
  return make("p", { class: "meta" }, who, at && make("time", { datetime: at }, clock), words);
}

const paragraphs = (list) => list.map((text) => make("p", {}, worded(text)));

function drawQuote({ who, text }) {
  return make("figure", { class: "quote" }, make("figcaption", {}, who), make("blockquote", {}, make("p", {}, worded(text))));
}

function drawPicture({ name, alt }) {
  return make("img", { class: "picture", src: `/pictures/${encodeURIComponent(name)}`, alt, loading: "lazy" });
}

/** A page elsewhere says where it leads, so that nobody is led astray by its title. */
function drawLink({ title, address }) {
  return make("p", { class: "link" },
    make("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, title),
    make("span", { class: "host" }, ` (${new URL(address).hostname})`));
}

function drawPortrait({ name, about, initials, picture }) {
  const face = picture
    ? make("img", { class: "face", src: picture, alt: name })
    : make("span", { class: "face", "aria-hidden": "true" }, initials);
  return make("div", { class: "portrait" }, face, make("div", {}, make("p", { class: "portrait-name" }, name), make("p", { class: "portrait-about" }, about)));
}

function drawFiles(number, files) {
  const links = files.map(({ name }, index) =>
    make("a", { class: "file", href: `/chat/${encodeURIComponent(page.person)}/files/${number}/${index}`, download: name }, texts.save_file.replace("{name}", name)));
  return make("p", { class: "files" }, links);
}

function drawChoices(number, choices) {
  const buttons = choices.map(({ label, weight }, index) => {
    const button = make("button", { type: "button", class: `button ${weight}` }, label);
    button.addEventListener("click", () => press(number, index, label));
    return button;
  });
  return make("div", { class: "choices", role: "group", "aria-label": texts.choices_label }, buttons);
}

/** Show what a message was used for. */
function mark(number) {
  const message = drawn.get(number);
  message?.querySelectorAll(".choices .button").forEach((button, index) => markChoice(button, index, number));
  const form = message?.querySelector("form");
  if (form) markForm(form, number);
}

/** One press closes a group; the pressed button keeps the focus until it moves on. */
function markChoice(button, index, number) {
  const isClosed = used[number] !== undefined;
  const isChosen = used[number] === index;
  button.querySelector(".unseen")?.remove();
  if (isChosen) button.append(make("span", { class: "unseen" }, ` (${texts.chosen})`));
  button.classList.toggle("chosen", isChosen);
  button.setAttribute("aria-disabled", isClosed);
  button.disabled = isClosed && button !== document.activeElement;
  button.onblur = () => (button.disabled = used[number] !== undefined);
}

function drawField(number, field) {
  const id = `field-${number}-${field.name}`;
  const isList = field.kind === "list";
  const notes = [field.error && `${id}-error`, isList && `${id}-hint`].filter(Boolean).join(" ");
  const input = make(field.kind === "line" ? "input" : "textarea", {
    id, name: field.name, autocomplete: "off", "aria-describedby": notes, "aria-invalid": field.error && "true",
  });
  input.value = drafts[number]?.[field.name] ?? field.value ?? "";
  return make("div", { class: "field" },
    make("label", { for: id }, field.label),
    isList && make("p", { class: "hint", id: `${id}-hint` }, texts.list_hint),
    input,
    field.error && make("p", { class: "wrong", id: `${id}-error` }, field.error));
}

const valuesOf = (form) => Object.fromEntries(new FormData(form));

function drawForm(number, { fields, send }) {
  const form = make("form", { class: "fields", novalidate: "novalidate" },
    fields.map((field) => drawField(number, field)),
    make("button", { type: "submit", class: "button main" }, send));
  form.addEventListener("input", () => {
    drafts[number] = valuesOf(form);
    shelf.write("drafts", drafts);
  });
  form.addEventListener("submit", (submission) => {
    submission.preventDefault();
    if (queue.some((item) => item.form?.message === number)) return;
    enqueue({ form: { message: number, values: valuesOf(form) } }, send);
    mark(number);
  });
  return form;
}

/** A form on its way is closed; once stored it becomes a line, since what was sent is in the log. */
function markForm(form, number) {
  const sending = queue.some((item) => item.form?.message === number);
  if (used[number] === "form") {
    const line = make("p", { class: "done", tabindex: "-1" }, texts.form_sent);
    const hadFocus = form.contains(document.activeElement);
    form.replaceWith(line);
    if (hadFocus) line.focus({ preventScroll: true });
    return;
  }
  form.querySelectorAll("input, textarea").forEach((input) => (input.readOnly = sending));
  form.querySelector("button").setAttribute("aria-disabled", sending);
}

function draw(said) {
  const head = meta(said.from, said.at);
  head.id = `from-${said.number}`;
  const message = make("article", { class: `message ${said.from === "me" ? "me" : "bot"}`, "data-number": said.number, "aria-labelledby": head.id }, head);
  if (said.from === "me") {
    message.append(make("p", {}, said.text.join("\n\n")));
    return message;
  }
  const steps = said.steps.map((step) => make("li", {}, worded(step)));
  const parts = [
    paragraphs(said.text),
    said.quotes.map(drawQuote),
    steps.length && make("ol", { class: "steps" }, steps),
    said.pictures.map(drawPicture),
    paragraphs(said.after),
    said.links.map(drawLink),
    said.note && make("p", { class: "note" }, worded(said.note)),
    said.portrait && drawPortrait(said.portrait),
    said.files.length && drawFiles(said.number, said.files),
    said.form && drawForm(said.number, said.form),
    said.choices.length && drawChoices(said.number, said.choices),
  ];
  message.append(...parts.flat().filter(Boolean));
  return message;
}

/** Take a message from the stream: once, in the order of its number. */
function receive(said) {
  if (!Number.isInteger(said.number) || drawn.has(said.number)) return;
  const stay = ready && !atEnd() && !awaited;
  const message = draw(said);
  const before = [...log.children].findLast((other) => Number(other.dataset.number) < said.number);
  if (before) before.after(message);
  else log.prepend(message);
  drawn.set(said.number, message);
  last = Math.max(last, said.number);
  if (examples) examples.hidden = true;

  if (said.press) keep(said.press.message, said.press.choice);
  mark(said.number);
  if (said.from === "me") {
    settle(said.event);
    if (!stay) toEnd();
    return;
  }
  log.querySelector(".latest")?.classList.remove("latest");
  [...log.querySelectorAll(".bot")].at(-1).classList.add("latest");
  answered();
  if (stay) newer.hidden = false;
  else show(message);
}

// ---- Sending: kept here first, then sent in order, one at a time, under the same event until it is stored

const queue = shelf.read("queue", []);
const bubbles = new Map(); // event → its pale stand-in
let sending = false;
let wake = () => {};
let awaited = false; // the bot has not answered yet
let waiting = 0;

function enqueue(body, shown) {
  const item = { event: newEvent(), ...body, shown };
  queue.push(item);
  shelf.write("queue", queue);
  trouble.textContent = "";
  if (examples) examples.hidden = true;
  awaited = true;
  burst = null;
  drawPending(item);
  toEnd();
  sendAll();
}

function drawPending(item) {
  const bubble = make("div", { class: "message me waiting" }, make("p", {}, item.shown), meta("me", null, texts.sending));
  bubbles.set(item.event, bubble);
  pending.append(bubble);
}

function fade(event) {
  bubbles.get(event)?.remove();
  bubbles.delete(event);
}

/** The stream has the message: the stand-in goes, and nothing more is to be sent. */
function settle(event) {
  fade(event);
  const item = queue.find((one) => one.event === event);
  if (item) {
    stored(item);
    wake();
  }
}

function drop(item) {
  queue.splice(queue.indexOf(item), 1);
  shelf.write("queue", queue);
}

function stored(item) {
  drop(item);
  const bubble = bubbles.get(item.event);
  bubble?.classList.remove("waiting");
  bubble?.querySelector(".meta").remove();
  if (item.form) keep(item.form.message, "form");
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    if (!awaited) return;
    const follow = atEnd();
    working.hidden = false;
    if (follow) toEnd();
    waiting = setTimeout(answered, 30000);
  }, 600);
}

function answered() {
  awaited = queue.length > 0;
  working.hidden = true;
  clearTimeout(waiting);
}

/** The server would not have it: say why, and give everything back. */
function refused(item, words) {
  fade(item.event);
  trouble.textContent = words;
  if (item.text !== undefined) {
    const { selectionStart, selectionEnd, value } = box;
    box.value = value ? `${value}\n${item.text}` : item.text;
    if (value) box.setSelectionRange(selectionStart, selectionEnd);
    drafted();
  }
  if (item.press) {
    delete used[item.press.message];
    shelf.write("used", used);
  }
  drop(item);
  answered();
  mark((item.press ?? item.form)?.message);
}

/** Remember what a message was used for. */
function keep(number, use) {
  used[number] = use;
  delete drafts[number];
  shelf.write("used", used);
  shelf.write("drafts", drafts);
  mark(number);
}

/** Send once: true when stored, words when refused, or null when it is worth another try. */
async function post({ shown, ...body }) {
  const payload = JSON.stringify(body);
  try {
    const answer = await fetch(page.send, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: payload,
      keepalive: payload.length < 20000, // may finish after the page is left
      signal: AbortSignal.timeout(15000),
    });
    if (answer.ok) return true;
    if (answer.status >= 500) return null;
    const { error } = await answer.json().catch(() => ({}));
    return error || ([408, 425, 429].includes(answer.status) ? null : texts.error_refused);
  } catch {
    return null;
  }
}

async function sendAll() {
  if (sending) return;
  sending = true;
  let tries = 0;
  while (queue.length) {
    const item = queue[0];
    const outcome = await post(item);
    if (outcome) tries = 0;
    if (queue[0] !== item) continue; // its message came by the stream meanwhile
    if (outcome === true) stored(item);
    else if (outcome) refused(item, outcome);
    else await new Promise((resolve) => setTimeout((wake = resolve), pauseFor(tries++)));
  }
  sending = false;
}

addEventListener("online", () => wake());

function press(number, choice, label) {
  if (used[number] !== undefined) return;
  enqueue({ press: { message: number, choice } }, label);
  keep(number, choice);
}

// ---- The composer

function drafted() {
  shelf.write("draft", box.value);
  if (CSS.supports("field-sizing", "content")) return;
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight + 2}px`;
}

box.addEventListener("input", () => {
  const follow = atEnd();
  trouble.textContent = "";
  drafted();
  if (follow && !isReading()) toEnd();
});

/** While a long answer is being read from its beginning, typing does not move it. */
const isReading = () => burst?.getBoundingClientRect().top < 120;

box.addEventListener("keydown", (key) => {
  if (key.key !== "Enter" || key.shiftKey || key.altKey || key.isComposing) return;
  key.preventDefault();
  composer.requestSubmit();
});

composer.addEventListener("submit", (submission) => {
  submission.preventDefault();
  const text = box.value.trim();
  box.focus({ preventScroll: true });
  if (!text) return;
  enqueue({ text }, text);
  box.value = "";
  drafted();
});

examples?.addEventListener("click", (click) => {
  const chip = click.target.closest(".chip");
  if (!chip) return;
  const byKeyboard = chip.matches(":focus-visible");
  enqueue({ text: chip.textContent }, chip.textContent);
  if (byKeyboard) box.focus({ preventScroll: true });
});

// ---- The stream

let stream = null;
let losing = 0;
let lost = false;
let fails = 0;

function connect() {
  stream = new EventSource(`${page.stream}?after=${last}`);
  stream.addEventListener("open", connected);
  stream.addEventListener("error", disconnected);
  stream.addEventListener("message", ({ data }) => {
    try {
      receive(JSON.parse(data));
    } catch (problem) {
      console.error("A message could not be shown.", problem);
    }
    if (!ready) catchUp();
  });
}

function connected() {
  fails = 0;
  clearTimeout(losing);
  losing = 0;
  if (lost) {
    status.textContent = texts.error_back;
    setTimeout(() => lost || (status.textContent = ""), 4000);
  }
  lost = false;
  if (!ready) catchUp();
  wake();
}

function disconnected() {
  losing ||= setTimeout(() => {
    lost = true;
    status.textContent = texts.error_lost;
  }, 1500);
  if (stream.readyState !== EventSource.CLOSED) return; // the browser tries again by itself
  setTimeout(connect, pauseFor(fails++));
}

/** What was said before is drawn in silence; what comes later is read out. */
let caughtUp = 0;
function catchUp() {
  clearTimeout(caughtUp);
  caughtUp = setTimeout(() => {
    ready = true;
    log.setAttribute("aria-live", "polite");
    if (examples) examples.hidden = drawn.size > 0 || queue.length > 0;
  }, 250);
}

log.setAttribute("aria-live", "off");
history.scrollRestoration = "manual";
box.value ||= shelf.read("draft", "");
composer.hidden = false; // what can be seen can be used: until now nobody was listening
drafted();
queue.forEach(drawPending);
connect();
sendAll();
