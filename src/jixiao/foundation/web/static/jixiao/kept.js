// What was typed into a form marked data-unsaved is not lost: not over a lost connection, an ended session, a stopped
// server, a page left by mistake. It stays in this tab until it is saved and comes back into the form, with the revision
// it was typed on, so that what others saved meanwhile is compared and never overwritten. Only the same person gets it
// back; signing out throws it away.
"use strict";
(function () {
  var PREFIX = "jixiao-kept ";
  var RETRY = 10000; // milliseconds between two attempts while the server does not answer
  var body = document.body;
  var person = body.dataset.person || "";
  var form = document.querySelector("form[data-unsaved]");
  var own = PREFIX + person + " " + location.pathname;
  var typed = 0, saved = 0, sending = 0; // counts: what was typed last, what the server has, what is on its way

  function changed() { return typed > saved; }
  function stored() { return Object.keys(sessionStorage).filter(function (name) { return name.indexOf(PREFIX) === 0; }); }
  function entry(name) { return JSON.parse(sessionStorage.getItem(name)); }
  function drop(name) { sessionStorage.removeItem(name); }
  function put(name, value) {
    try { sessionStorage.setItem(name, JSON.stringify(value)); } catch (full) { /* the warning before leaving remains */ }
  }

  function values() {
    return Array.from(new FormData(form)).filter(function (pair) {
      return pair[0] !== "csrfmiddlewaretoken" && pair[0] !== "revision" && typeof pair[1] === "string";
    });
  }
  function revision() { return form.elements.revision ? form.elements.revision.value : ""; }
  function keep(sent) {
    if (form && changed()) put(own, { sent: sent, revision: revision(), values: values() });
  }

  function tell(words) { // in the line that otherwise says 已保存
    var state = document.getElementById("save-state");
    if (!state) return notice(words);
    state.className = "save-refused";
    delete state.dataset.saved;
    state.textContent = words;
  }
  function notice(words, button) {
    var told = document.createElement("p");
    told.className = "notice notice-warning";
    told.setAttribute("role", "status");
    told.append(words + " ", button || "");
    form.prepend(told);
  }
  function discardButton() {
    var button = document.createElement("button");
    button.type = "button";
    button.className = "plain";
    button.textContent = body.dataset.keptDiscard;
    button.addEventListener("click", function () { saved = typed; drop(own); location.reload(); });
    return button;
  }

  function fill(pairs) {
    var left = new Map();
    pairs.forEach(function (pair) { left.set(pair[0], (left.get(pair[0]) || []).concat(pair[1])); });
    Array.from(form.elements).forEach(function (control) {
      if (!control.name || /^(submit|button|file|fieldset)$/.test(control.type)) return;
      if (control.name === "csrfmiddlewaretoken" || control.name === "revision") return;
      var texts = left.get(control.name) || [];
      if (/^(radio|checkbox)$/.test(control.type)) control.checked = texts.indexOf(control.value) >= 0;
      else if (texts.length) control.value = texts[0];
    });
    left.forEach(function (texts, name) { // a row that somebody has removed meanwhile
      if (form.elements[name]) return;
      texts.forEach(function (text) {
        var hidden = document.createElement("input");
        hidden.type = "hidden"; hidden.name = name; hidden.value = text;
        form.append(hidden);
      });
    });
  }

  function giveBack() {
    var found = sessionStorage.getItem(own) && entry(own);
    if (!form || !found) return;
    var taken = found.sent && found.revision !== revision(); // it arrived; the page shows what became of it
    if (taken || JSON.stringify(found.values) === JSON.stringify(values())) { drop(own); return; }
    fill(found.values);
    if (form.elements.revision) form.elements.revision.value = found.revision;
    typed += 1;
    notice(body.dataset.keptBack, discardButton());
    if (document.getElementById("save-state")) tell(body.dataset.keptUnsaved);
  }

  function arrive() {
    if (!person || document.querySelector("[data-trouble]")) { // nothing that was sent has been taken
      stored().forEach(function (name) { put(name, Object.assign(entry(name), { sent: false })); });
      return;
    }
    var from = document.referrer ? new URL(document.referrer).pathname : "";
    stored().forEach(function (name) {
      var of = name.slice(PREFIX.length).split(" ");
      if (of[0] !== person || (name !== own && of[1] === from && entry(name).sent)) drop(name);
    });
    giveBack();
  }

  function failed(event) {
    if (!form || event.detail.elt !== form) return;
    keep(false);
    tell(body.dataset.keptFailed);
    if (event.type !== "htmx:responseError") setTimeout(again, RETRY);
  }
  function again() {
    if (form && changed()) form.dispatchEvent(new Event("change", { bubbles: true }));
  }

  document.addEventListener("input", function (event) { if (event.target.closest("[data-unsaved]")) typed += 1; });
  document.addEventListener("htmx:beforeRequest", function (event) { if (event.detail.elt === form) sending = typed; });
  ["htmx:sendError", "htmx:timeout", "htmx:responseError"].forEach(function (name) { document.addEventListener(name, failed); });
  document.addEventListener("htmx:beforeOnLoad", function (event) {
    var answer = event.detail.xhr;
    if (answer.getResponseHeader("HX-Redirect") || answer.getResponseHeader("HX-Refresh")) { keep(false); saved = typed; }
  });
  document.addEventListener("htmx:afterSettle", function (event) {
    var state = document.getElementById("save-state");
    if (!form || !event.detail.requestConfig || event.detail.requestConfig.elt !== form) return;
    if (!state || !("saved" in state.dataset)) return;
    saved = Math.max(saved, sending);
    if (!changed()) drop(own);
  });
  document.addEventListener("submit", function (event) {
    if (event.target === form) keep(true);
    if (event.target.getAttribute("action") === "/sign-out/") stored().forEach(drop);
    if (event.target === form || event.target.getAttribute("action") === "/sign-out/") saved = typed;
  });
  window.addEventListener("online", again);
  window.addEventListener("pagehide", function () { keep(false); });
  window.addEventListener("beforeunload", function (event) { if (changed()) event.preventDefault(); });
  arrive();
})();
