// While a new password is typed, a word on how hard it is to guess. It is a rule of thumb that asks nobody; what is sent the
// server weighs by dictionaries besides (crates/identity/src/password.rs). Without this module the page says it afterwards.

const note = document.querySelector("[data-strength]");
const { sandi, nama, surel } = note.closest("form").elements;
const { least, own, weak, fair, good } = note.dataset;
const rows = "abcdefghijklmnopqrstuvwxyz 01234567890 qwertyuiop asdfghjkl zxcvbnm";
const both = rows + [...rows].reverse().join("");
const common = "password katasandi rahasia sayang indonesia bismillah iloveyou admin balai pelayanan publik kabupaten";

/** How many characters are left without what is guessed first: her own and common words, repetitions and runs. */
function left(text) {
  const words = [common, own, nama?.value, surel?.value].join(" ").toLowerCase().split(/[^\p{L}\p{N}]+/u);
  for (const word of words) if (word.length > 2) text = text.replaceAll(word, "");
  const once = [...text.slice(0, 60).replace(/(.+?)\1+/gu, "$1")];
  return once.filter((_, at) => at < 2 || !both.includes(once.slice(at - 2, at + 1).join(""))).length;
}

sandi.addEventListener("input", () => {
  const text = sandi.value.normalize("NFKC").toLowerCase();
  const rest = left(text);
  const short = [...text].length < least || rest < 10;
  const said = text && (short ? weak : rest < 20 ? fair : good);
  // a reader of the screen hears each word once
  if (note.textContent !== said) note.textContent = said;
});
