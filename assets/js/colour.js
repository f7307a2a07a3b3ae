// The preview of a region's colour follows the typing. Without this module the button "Lihat dulu" asks for the same page.
const form = document.querySelector("form[data-colour]");
const field = form.elements.warna;
let waits;
field.addEventListener("input", () => {
  clearTimeout(waits);
  waits = setTimeout(async () => {
    if (!/^#[0-9a-f]{6}$/i.test(field.value)) return;
    const asked = field.value;
    const answer = await fetch(`${form.getAttribute("action")}?${new URLSearchParams({ warna: asked })}`);
    if (!answer.ok || field.value !== asked) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    document.getElementById("pratinjau").replaceChildren(...page.getElementById("pratinjau").childNodes);
    const complaint = page.getElementById("warna-error");
    if (complaint) document.getElementById("pratinjau").prepend(complaint.textContent);
  }, 250);
});
