"use strict";

// Reads the tip aloud, with voices of this device only: others would send the text away.
(() => {
  const button = document.getElementById("read-aloud");
  const tip = document.getElementById("tip");
  const synthesis = window.speechSynthesis;
  if (!button || !tip || !synthesis) return;
  const words = button.textContent;
  const voice = () => synthesis.getVoices().find((one) =>
    one.localService && one.lang.toLowerCase().replace("_", "-").startsWith(tip.lang));
  const offer = () => { button.hidden = !voice(); };
  const rest = () => { button.textContent = words; };
  offer();
  synthesis.addEventListener?.("voiceschanged", offer);
  button.addEventListener("click", () => {
    if (synthesis.speaking) {
      synthesis.cancel();
      rest();
      return;
    }
    for (const part of tip.querySelectorAll("h1, p, li")) {
      const said = new SpeechSynthesisUtterance(part.textContent);
      said.voice = voice();
      said.lang = tip.lang;
      said.rate = 0.9;
      said.addEventListener("end", () => { if (!synthesis.pending) rest(); });
      synthesis.speak(said);
    }
    button.textContent = button.dataset.stop;
  });
  window.addEventListener("pagehide", () => synthesis.cancel());
})();
