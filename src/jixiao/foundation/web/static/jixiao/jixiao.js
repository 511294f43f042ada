// Comfort only: every page reads and works without this file.
"use strict";
(function () {
  function typing(element) {
    return element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);
  }
  // "/" goes to the search box; "g" then a digit opens the nth line of the navigation; "?" opens help; Escape leaves a field.
  var waiting = false;
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape" && typing(event.target)) { event.target.blur(); return; }
    if (typing(event.target)) return;
    if (waiting && /^[1-9]$/.test(event.key)) {
      var line = document.querySelectorAll(".side a")[Number(event.key) - 1];
      if (line) line.click();
    } else if (event.key === "/") {
      var box = document.querySelector('[data-key="/"]');
      if (box) { event.preventDefault(); box.focus(); box.select(); }
    } else if (event.key === "?") {
      location.href = "/help/#keys";
    } else if (event.key === "j" || event.key === "k") {
      step(event.key === "j" ? 1 : -1);
    }
    waiting = event.key === "g";
  });
  // "j" and "k" walk down and up the links that open the rows of the page's table.
  function step(by) {
    var doors = Array.prototype.slice.call(document.querySelectorAll("main tbody th a, main .results li > a"));
    if (!doors.length) return;
    var at = doors.indexOf(document.activeElement);
    var next = doors[Math.max(0, Math.min(doors.length - 1, at + by))];
    next.focus();
  }
  // A select or box marked so sends its form when it changes; without this file a button does it.
  document.addEventListener("change", function (event) {
    if (event.target.closest("[data-send-on-change]")) event.target.form.requestSubmit();
  });
  // Print.
  document.addEventListener("click", function (event) {
    if (event.target.closest("[data-print]")) { event.preventDefault(); window.print(); }
  });
})();
