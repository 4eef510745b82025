"use strict";
// The chat as it happens. Everything here also works without this script, by forms and links.
(() => {
  const lines = document.getElementById("lines");
  if (!lines) return;
  const id = (name) => document.getElementById(name);
  const history = id("history"), newer = id("newer"), newerCount = id("newer-count"), connection = id("connection");
  const pending = id("pending"), problem = id("problem"), composer = id("composer"), text = id("text");
  const commands = id("commands"), press = id("press"), examples = id("examples");
  const live = lines.dataset.live === "yes", title = document.title;
  // Milliseconds: the first and the longest pause before another try, between two looks without a stream, and how long
  // "looking" is shown at most.
  const FIRST = 1000, LONGEST = 30000, LOOK = 10000, PATIENCE = 20000, NEAR = 120;
  let pinned = true;  // the reader is at the end, and stays there
  let revision = Number(lines.dataset.revision), unread = 0, failures = 0, lost = false;
  let turnedAway = 0;  // times in a row that the bot answered and yet gave no stream
  let stream = null, timer = 0, answerTimer = 0;

  // What was said, and where the reader is.

  const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");
  const root = document.scrollingElement;
  const atEnd = () => root.scrollHeight - root.clientHeight - root.scrollTop < NEAR;
  const toEnd = () => { root.scrollTop = root.scrollHeight; pinned = true; };
  const parsed = (html) => { const box = document.createElement("template"); box.innerHTML = html; return box.content.firstElementChild; };
  const dayMark = (one) => { const h = document.createElement("h2"); h.className = "day"; h.dataset.day = one.day; h.textContent = one.label; return h; };

  function countUnread(more) {
    unread = more ? unread + more : 0;
    document.title = unread ? `(${unread}) ${title}` : title;
    newer.hidden = !unread || atEnd();
    newerCount.textContent = unread ? String(unread) : "";
  }

  function take(one) {
    const there = id(`line-${one.id}`);
    if (one.html === null) { if (there) there.remove(); return; }
    const node = parsed(one.html);
    if (there) { replace(there, node); return; }
    if (one.note) {
      const place = document.querySelector(`#line-${one.note} .notes`);
      if (place) { place.append(node); return; }
    }
    const last = lines.querySelector(".line:last-of-type"), first = document.querySelector(".line");
    if (first && one.id < Number(first.dataset.id)) return;  // an older one, which is not on this page
    if (!last || last.dataset.day !== one.day) lines.append(dayMark(one));
    lines.append(node);
    const welcome = id("welcome");
    if (welcome) welcome.remove();
    if (one.told) answered();
  }

  function replace(there, node) {
    const focused = there.contains(document.activeElement) ? document.activeElement.value : null;
    const notes = there.querySelector(".notes"), place = node.querySelector(".notes");
    if (notes && place) place.replaceWith(notes);
    there.replaceWith(node);
    if (focused === null) return;
    const same = Array.from(node.querySelectorAll("button")).find((b) => b.value === focused);
    const next = same || node.querySelector("button") || node;
    if (next === node) node.tabIndex = -1;
    next.focus({ preventScroll: true });
  }

  function takeAll(all, newest) {
    const stays = atEnd(), fresh = all.filter((one) => one.html !== null && one.told && !id(`line-${one.id}`)).length;
    all.forEach(take);
    revision = Math.max(revision, newest);
    if (stays && !document.hidden) { toEnd(); countUnread(0); } else { if (stays) toEnd(); if (fresh) countUnread(fresh); }
  }

  // The connection: a stream; where there is none, a look now and then.

  function say(words) { if (connection.textContent !== words) connection.textContent = words; }

  function works() {
    failures = 0;
    if (!lost) return;
    lost = false;
    say(connection.dataset.back);
    setTimeout(() => { if (!lost) say(""); }, 4000);
  }

  function again(act, least) {
    clearTimeout(timer);
    const pause = Math.min(LONGEST, FIRST * 2 ** Math.min(failures, 10)) * (0.75 + Math.random() / 2);
    timer = setTimeout(act, Math.max(least || 0, pause));
  }

  function fails(act) {
    failures += 1;
    lost = true;
    say(connection.dataset.lost);
    again(act);
  }

  function disconnect() { clearTimeout(timer); if (stream) stream.close(); stream = null; }

  function connect() {
    disconnect();
    if (document.hidden) { look(); return; }  // hidden pages leave the few connections of a browser to the others
    stream = new EventSource(`/live?after=${revision}`);
    stream.addEventListener("open", () => { if (turnedAway > 2) say(""); turnedAway = 0; works(); });
    stream.addEventListener("lost", () => location.reload());
    stream.addEventListener("line", (event) => {
      const number = Number(event.lastEventId);
      if (number > revision) takeAll([JSON.parse(event.data)], number);
    });
    stream.addEventListener("error", () => { disconnect(); look(); });
  }

  // Without a stream: ask once. The answer also says whether the bot is away, or only has too many streams.
  async function look() {
    try {
      const response = await fetch(`/changes?after=${revision}`, { headers: { Accept: "application/json" } });
      if (response.redirected || response.status === 401 || response.status === 403) { location.reload(); return; }
      if (!response.ok) throw new Error(response.status);
      const told = await response.json();
      if (told.lost) { location.reload(); return; }
      takeAll(told.lines, told.revision);
      works();
    } catch (error) {
      fails(look);
      return;
    }
    if (document.hidden) { again(look, LOOK); return; }
    turnedAway += 1;
    if (turnedAway > 2) say(connection.dataset.slow);
    again(connect, turnedAway > 2 ? LOOK : 0);
  }

  // What the person does.

  function trouble(words) { problem.textContent = words; }

  function looking(words) {
    clearTimeout(answerTimer);
    pending.textContent = words;
    pending.hidden = false;
    answerTimer = setTimeout(answered, PATIENCE);
  }

  function answered() { clearTimeout(answerTimer); pending.hidden = true; }

  // The sentence of an answer that refuses: JSON, or a page or a text of its own.
  async function reason(response) {
    const type = response.headers.get("Content-Type") || "", body = await response.text();
    if (type.startsWith("application/json")) return JSON.parse(body).error;
    if (!type.startsWith("text/html")) return body.slice(0, 300);
    const alert = new DOMParser().parseFromString(body, "text/html").querySelector("[role=alert]");
    return alert ? alert.textContent : problem.dataset.offline;
  }

  // Resolves to null when it was taken, else to the sentence that says why not.
  async function post(form, more) {
    const fields = new URLSearchParams(new FormData(form));
    Object.entries(more).forEach(([name, value]) => fields.set(name, value));
    try {
      const response = await fetch(form.getAttribute("action"), { method: "POST", body: fields, headers: { Accept: "application/json" } });
      if (response.redirected) { location.reload(); return null; }
      if (response.ok) { if (!stream) { clearTimeout(timer); timer = setTimeout(look, 400); } return null; }
      return await reason(response);
    } catch (error) {
      return problem.dataset.offline;
    }
  }

  let key = newKey(), recalled = -1;
  async function send() {
    const said = text.value;
    if (!said.trim() || text.readOnly) return;
    if (!live) { composer.submit(); return; }
    text.readOnly = true;
    composer.setAttribute("aria-busy", "true");
    trouble("");
    looking(pending.dataset.sending);
    toEnd();
    const refused = await post(composer, { key });
    text.readOnly = false;
    composer.removeAttribute("aria-busy");
    if (refused !== null) { answered(); trouble(refused); text.focus(); return; }
    key = newKey();
    text.value = "";
    recalled = -1;
    grow();
    looking(pending.dataset.working);
  }

  async function pressed(button) {
    const line = button.closest(".line");
    if (button.getAttribute("aria-disabled") === "true") return;
    const row = line ? line.querySelectorAll(".row button") : [button];
    row.forEach((one) => one.setAttribute("aria-disabled", "true"));
    button.classList.add("pressed");
    const refused = await post(press, { key: newKey(), press: button.value });
    setTimeout(() => { row.forEach((one) => one.removeAttribute("aria-disabled")); button.classList.remove("pressed"); }, refused === null ? 600 : 0);
    if (refused === null) return;
    const note = document.createElement("p");
    note.className = "note";
    note.setAttribute("role", "alert");
    note.textContent = refused;
    const place = line ? line.querySelector(".notes") : problem;
    place.querySelectorAll("p.note").forEach((one) => one.remove());
    place.append(note);
  }

  // The field: it grows, recalls what was said, and offers commands.

  function grow() { text.style.height = "auto"; text.style.height = `${Math.min(text.scrollHeight + 2, window.innerHeight * 0.4)}px`; }

  const offered = () => Array.from(commands.children).filter((one) => !one.hidden);
  const chosen = () => commands.querySelector('[aria-selected="true"]');

  function choose(one) {
    const before = chosen();
    if (before) before.setAttribute("aria-selected", "false");
    if (!one) { text.removeAttribute("aria-activedescendant"); return; }
    one.setAttribute("aria-selected", "true");
    text.setAttribute("aria-activedescendant", one.id);
    one.scrollIntoView({ block: "nearest" });
  }

  function offer() {
    const typed = /^\/(\S*)$/.exec(text.value), word = typed ? typed[1].toLowerCase() : null;
    for (const one of commands.children)
      one.hidden = word === null || !one.dataset.names.split(" ").some((name) => name.startsWith(word));
    commands.hidden = !offered().length;
    choose(null);
  }

  function fill(one) {
    text.value = `/${one.dataset.name} `;
    commands.hidden = true;
    choose(null);
    text.focus();
  }

  function recall(step) {
    const said = Array.from(document.querySelectorAll(".line.said .body"), (one) => one.textContent.trim()).reverse();
    const next = recalled + step;
    if (next < -1 || next >= said.length) return false;
    recalled = next;
    text.value = next < 0 ? "" : said[next];
    grow();
    return true;
  }

  text.addEventListener("input", () => { key = newKey(); recalled = -1; trouble(""); grow(); offer(); });
  text.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const open = !commands.hidden, one = chosen(), all = offered();
    if (open && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      const at = all.indexOf(one), step = event.key === "ArrowDown" ? 1 : at < 0 ? 0 : -1;
      choose(all[(at + step + all.length) % all.length]);
    } else if (open && one && (event.key === "Enter" || event.key === "Tab") && !event.shiftKey) {
      fill(one);
    } else if (open && event.key === "Tab" && !event.shiftKey && all.length === 1) {
      fill(all[0]);
    } else if (open && event.key === "Escape") {
      commands.hidden = true;
      choose(null);
    } else if (event.key === "Enter" && !event.shiftKey) {
      commands.hidden = true;
      choose(null);
      send();
    } else if (event.key === "ArrowUp" && (text.value === "" || recalled >= 0)) {
      if (!recall(1)) return;
    } else if (event.key === "ArrowDown" && recalled >= 0) {
      recall(-1);
    } else return;
    event.preventDefault();
  });
  text.addEventListener("blur", () => setTimeout(() => { commands.hidden = true; choose(null); }, 150));
  commands.addEventListener("mousedown", (event) => event.preventDefault());
  commands.addEventListener("click", (event) => { const one = event.target.closest("li"); if (one) fill(one); });
  composer.addEventListener("submit", (event) => { if (!live) return; event.preventDefault(); send(); });
  press.addEventListener("submit", (event) => { if (!event.submitter || !live) return; event.preventDefault(); pressed(event.submitter); });
  if (examples) examples.addEventListener("submit", (event) => {
    if (!event.submitter) return;
    event.preventDefault();
    text.value = event.submitter.value;
    send();
  });

  // Older messages, above: not in the log, so that nobody is read all of them.
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("#older");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    try {
      const response = await fetch(link.href), page = new DOMParser().parseFromString(await response.text(), "text/html");
      const past = page.getElementById("lines"), before = root.scrollHeight;
      if (!response.ok || !past) throw new Error(response.status);
      const mark = (history.firstElementChild ? history : lines).querySelector(".day"), days = past.querySelectorAll(".day");
      if (mark && days.length && days[days.length - 1].dataset.day === mark.dataset.day) mark.remove();
      history.prepend(...past.children);
      const next = page.getElementById("older");
      if (next) link.href = next.getAttribute("href"); else link.parentElement.remove();
      root.scrollTop += root.scrollHeight - before;
    } catch (error) {
      location.href = link.href;
    }
  });

  newer.addEventListener("click", () => { toEnd(); countUnread(0); text.focus({ preventScroll: true }); });
  window.addEventListener("scroll", () => { pinned = atEnd(); if (unread && !document.hidden && atEnd()) countUnread(0); }, { passive: true });
  if (!live) return;
  document.addEventListener("visibilitychange", () => { if (!document.hidden && atEnd()) countUnread(0); turnedAway = 0; connect(); });
  window.addEventListener("pagehide", disconnect);
  window.addEventListener("pageshow", (event) => { if (event.persisted) connect(); });
  lines.addEventListener("load", () => { if (pinned) toEnd(); }, true);
  if (!location.hash.startsWith("#line-")) toEnd();
  if (matchMedia("(hover: hover)").matches) text.focus({ preventScroll: true });
  connect();
})();
