for (const link of document.querySelectorAll("a.language"))
  link.addEventListener("click", () => { link.hash = location.hash; });
const blocks = document.querySelectorAll("details.code");
const tools = document.querySelector(".tools");
if (blocks.length) {
  const button = document.createElement("button");
  const say = (shown) => { button.textContent = shown ? tools.dataset.hide : tools.dataset.show; };
  button.type = "button";
  let shown = false;
  say(shown);
  button.addEventListener("click", () => {
    shown = !shown;
    for (const block of blocks) block.open = shown;
    say(shown);
  });
  tools.prepend(button);
}
