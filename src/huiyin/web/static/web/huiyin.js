/* What makes pages quicker; none of it is needed. One file, no build, no inline code.
   Keyboard on lists, drafts kept in this browser, copy buttons, counts of characters, one press one sending. */
(function () {
  "use strict";
  var doc = document;
  var words = doc.body.dataset;
  var PREFIX = "hy-draft:";
  var KEEP_DAYS = 7;

  function all(selector, root) { return Array.prototype.slice.call((root || doc).querySelectorAll(selector)); }
  function make(tag, className, text) {
    var node = doc.createElement(tag);
    if (className) { node.className = className; }
    if (text) { node.textContent = text; }
    return node;
  }
  function store() { try { return window.localStorage; } catch (_) { return null; } }

  /* The first thing to read after a failed try is what is wrong. */
  var stop = doc.querySelector("[data-focus]");
  if (stop) { stop.focus(); }

  /* --- Keyboard: / to search, j and k along the rows, Enter opens (a row's link has the focus). */
  function typing(node) { return /^(INPUT|TEXTAREA|SELECT)$/.test(node.tagName) || node.isContentEditable; }
  function step(by) {
    var rows = all("[data-rows] tbody tr, [data-rows] > li").filter(function (row) { return row.querySelector("a[href]"); });
    if (!rows.length) { return; }
    var here = rows.findIndex(function (row) { return row.classList.contains("is-here"); });
    var next = rows[here < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, here + by))];
    rows.forEach(function (row) { row.classList.toggle("is-here", row === next); });
    (next.querySelector("a[data-open]") || next.querySelector("a[href]")).focus();
  }
  /* What is proposed is taken by a press or by Alt and its digit: into the field it is for, which then says it changed. */
  function take(button) {
    var field = button.form && button.form.elements[button.dataset.fill];
    if (!field) { return false; }
    if (field.type === "checkbox") { field.checked = true; } else { field.value = button.dataset.value; }
    if (field.type !== "checkbox" && field.value !== button.dataset.value) { return false; }
    field.dispatchEvent(new Event("change", { bubbles: true }));
    return true;
  }
  doc.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest("button[data-fill]");
    if (button && take(button)) { event.preventDefault(); }
  });
  doc.addEventListener("keydown", function (event) {
    var digit = event.altKey && !event.ctrlKey && !event.metaKey && /^Digit([1-9])$/.exec(event.code || "");
    var button = digit && doc.querySelector('button[accesskey="' + digit[1] + '"], a[accesskey="' + digit[1] + '"]');
    if (button) { event.preventDefault(); button.click(); return; }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) { return; }
    if (event.key === "Escape") {
      all("details.hy-due[open], details.hy-menu[open]").forEach(function (node) { node.open = false; });
      if (event.target.matches("[data-search]")) { event.target.blur(); }
      return;
    }
    if (typing(event.target)) { return; }
    if (event.key === "/") {
      var search = doc.querySelector("[data-search]");
      if (search) { event.preventDefault(); search.focus(); search.select(); }
    } else if (event.key === "j") { step(1); } else if (event.key === "k") { step(-1); }
  });

  /* One explanation open at a time, closed by a press elsewhere. */
  doc.addEventListener("click", function (event) {
    all(".hy-table details.hy-due[open], details.hy-menu[open]").forEach(function (node) {
      if (!node.contains(event.target)) { node.open = false; }
    });
  });
  window.addEventListener("beforeprint", function () { all("details[data-print]").forEach(function (node) { node.open = true; }); });

  /* --- Drafts. Never for identity, passwords, files, or a form that is not marked for it. */
  function kept(field) {
    return field.name && field.name !== "csrfmiddlewaretoken" && !field.closest("[data-private]") &&
      ["hidden", "password", "file", "submit", "button", "tel", "email"].indexOf(field.type) < 0 &&
      !/^(name|tel|email|street-address|cc-|one-time-code)/.test(field.autocomplete || "");
  }
  function read(form) {
    var values = {};
    Array.prototype.forEach.call(form.elements, function (field) {
      if (!kept(field)) { return; }
      var box = field.type === "checkbox" || field.type === "radio";
      (values[field.name] = values[field.name] || []).push(box ? (field.checked ? field.value : null) : field.value);
    });
    return values;
  }
  function fill(form, values) {
    var seen = {};
    Array.prototype.forEach.call(form.elements, function (field) {
      if (!kept(field) || !values[field.name]) { return; }
      var at = seen[field.name] = (seen[field.name] === undefined ? 0 : seen[field.name] + 1);
      var value = values[field.name][at];
      if (value === undefined) { return; }
      if (field.type === "checkbox" || field.type === "radio") { field.checked = value !== null; } else { field.value = value || ""; }
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }
  function offer(form, key, saved) {
    var note = make("div", "hy-notice hy-noprint");
    note.setAttribute("role", "status");
    note.appendChild(make("p", "", words.wRestore + " " + new Date(saved.at).toLocaleString(doc.documentElement.lang)));
    var line = make("div", "hy-row");
    var yes = make("button", "hy-button", words.wRestoreYes);
    var no = make("button", "hy-button hy-button--quiet", words.wRestoreNo);
    yes.type = no.type = "button";
    yes.addEventListener("click", function () { fill(form, saved.values); note.textContent = words.wRestored; });
    no.addEventListener("click", function () { store().removeItem(PREFIX + key); note.remove(); });
    line.appendChild(yes); line.appendChild(no); note.appendChild(line);
    form.parentNode.insertBefore(note, form);
  }
  function forget(key) {
    var shelf = store();
    if (!shelf) { return; }
    Object.keys(shelf).forEach(function (name) {
      if (key === "*" ? name.indexOf(PREFIX) === 0 : name === PREFIX + key) { shelf.removeItem(name); }
    });
  }
  function keep(form) {
    var key = form.dataset.draft, shelf = store(), timer = null, saved = null;
    if (!key || !shelf || form.hasAttribute("data-restricted")) { return; }
    try { saved = JSON.parse(shelf.getItem(PREFIX + key) || "null"); } catch (_) { saved = null; }
    if (saved && Date.now() - saved.at > KEEP_DAYS * 864e5) { shelf.removeItem(PREFIX + key); saved = null; }
    if (saved && JSON.stringify(saved.values) !== JSON.stringify(read(form))) { offer(form, key, saved); }
    function write() {
      if (!timer) { return; }
      clearTimeout(timer);
      timer = null;
      try { shelf.setItem(PREFIX + key, JSON.stringify({ at: Date.now(), values: read(form) })); } catch (_) { /* full: typing goes on */ }
    }
    form.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(write, 400); });
    window.addEventListener("pagehide", write);
  }
  all("[data-draft-done]").forEach(function (node) { forget(node.dataset.draftDone); });
  all("form[data-forget]").forEach(function (form) { form.addEventListener("submit", function () { forget("*"); }); });
  all("form[data-draft]").forEach(keep);

  /* --- One press, one sending. The server knows a second one too; this only spares the wait. */
  all("form[data-once]").forEach(function (form) {
    form.addEventListener("submit", function (event) {
      if (form.dataset.sent) { event.preventDefault(); return; }
      form.dataset.sent = "1";
      all("button[type=submit]", form).forEach(function (button) { button.setAttribute("aria-busy", "true"); });
      setTimeout(function () { release(form); }, 8000);
    });
  });
  function release(form) {
    delete form.dataset.sent;
    all("button[aria-busy]", form).forEach(function (button) { button.removeAttribute("aria-busy"); });
  }
  window.addEventListener("pageshow", function () { all("form[data-once]").forEach(release); });

  /* --- Counts of characters beside long texts; nothing is cut off. */
  all("[data-max]").forEach(function (field) {
    var max = Number(field.dataset.max), note = make("p", "hy-count");
    field.parentNode.insertBefore(note, field.nextSibling);
    function show() {
      var n = Array.from(field.value).length;
      note.textContent = n ? words.wCount.replace("{n}", n).replace("{max}", max) : "";
      note.classList.toggle("is-over", n > max);
      note.setAttribute("role", n > max ? "status" : "none");
    }
    field.addEventListener("input", show);
    show();
  });

  /* --- Copy a code without its gaps. */
  all("[data-copy]").forEach(function (button) {
    if (!navigator.clipboard) { return; }
    button.hidden = false;
    button.addEventListener("click", function () {
      var before = button.textContent;
      navigator.clipboard.writeText(button.dataset.copy).then(function () {
        button.textContent = words.wCopied;
        setTimeout(function () { button.textContent = before; }, 2000);
      });
    });
  });
  all("[data-print-page]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  });

  /* --- htmx: a panel that is drawn anew holds what was chosen in it while the answer was on its way. */
  var chosen = [];
  function box(field) { return field.type === "checkbox" || field.type === "radio"; }
  doc.addEventListener("htmx:beforeSwap", function (event) {
    var panel = event.detail.target;
    chosen = panel.hasAttribute("data-holds") ? all("input[name], select[name]", panel).map(function (field) {
      return { name: field.name, value: field.value, on: box(field) ? field.checked : null };
    }) : [];
  });
  doc.addEventListener("htmx:afterSwap", function (event) {
    all("input[name], select[name]", event.detail.target).forEach(function (field) {
      chosen.forEach(function (was) {
        if (was.name !== field.name || (was.on !== null && was.value !== field.value)) { return; }
        if (was.on === null) { field.value = was.value; } else { field.checked = was.on; }
      });
    });
    chosen = [];
  });

  /* --- htmx: a try that did not reach the server says so and takes nothing away. */
  function failed(event) {
    var form = event.target.closest ? event.target.closest("form") : null, note = doc.getElementById("hy-failed");
    if (!note) {
      note = make("div", "hy-notice hy-notice--stop", words.wFailed);
      note.id = "hy-failed";
      note.setAttribute("role", "alert");
    }
    var place = form || doc.getElementById("main");
    place.insertBefore(note, place.firstChild);
  }
  doc.addEventListener("htmx:sendError", failed);
  doc.addEventListener("htmx:responseError", failed);
  doc.addEventListener("htmx:afterOnLoad", function () {
    var note = doc.getElementById("hy-failed");
    if (note) { note.remove(); }
  });
})();
