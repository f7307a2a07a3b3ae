// A link marked data-print opens the print window at once. Without this module it leads to the page made for paper.
for (const link of document.querySelectorAll("a[data-print]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    window.print();
  });
}
