// A number's note opens beside it on hover or focus; a click or Enter keeps it open, Escape closes it.
// Without this script a number is a link to its note at the end of the page.
(function () {
  var panel = document.getElementById("panel"), pinned = null, closing = 0;
  // A pointer on its way from the number to its note must not lose it.
  function closeSoon() {
    closing = setTimeout(function () { if (!pinned) panel.hidden = true; }, 250);
  }
  function show(link) {
    clearTimeout(closing);
    var note = document.getElementById(link.hash.slice(1));
    panel.replaceChildren(...note.cloneNode(true).childNodes);
    panel.className = "note";
    var tip = document.createElement("p");
    tip.className = "tip";
    tip.textContent = "Bấm vào số để giữ ô này; Esc để đóng.";
    panel.append(tip);
    panel.hidden = false;
    var box = link.getBoundingClientRect(), left = Math.min(box.left, innerWidth - panel.offsetWidth - 12);
    var below = box.bottom + panel.offsetHeight + 10 < innerHeight || box.top < panel.offsetHeight + 10;
    panel.style.left = Math.max(12, left) + scrollX + "px";
    panel.style.top = (below ? box.bottom + 8 : box.top - panel.offsetHeight - 8) + scrollY + "px";
  }
  function pin(link) {
    if (pinned) pinned.classList.remove("pinned");
    pinned = link;
    if (link) { link.classList.add("pinned"); show(link); } else panel.hidden = true;
  }
  document.querySelectorAll("main a.n").forEach(function (link) {
    if (link.closest(".notes")) return;
    ["mouseenter", "focus"].forEach(function (name) {
      link.addEventListener(name, function () { if (!pinned) show(link); });
    });
    ["mouseleave", "blur"].forEach(function (name) {
      link.addEventListener(name, function () { if (!pinned) closeSoon(); });
    });
    link.addEventListener("click", function (event) {
      event.preventDefault();
      pin(pinned === link ? null : link);
    });
  });
  panel.addEventListener("mouseenter", function () { clearTimeout(closing); });
  panel.addEventListener("mouseleave", function () { if (!pinned) closeSoon(); });
  panel.addEventListener("click", function (event) {
    var link = event.target.closest("a.n");
    if (link) { event.preventDefault(); show(link); }
  });
  document.addEventListener("click", function (event) {
    if (pinned && !event.target.closest("a.n, #panel")) pin(null);
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") { pin(null); panel.hidden = true; }
  });
})();
