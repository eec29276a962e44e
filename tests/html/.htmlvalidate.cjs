// What html-validate asks of every page, and what not.
module.exports = {
  root: true,
  extends: ["html-validate:standard", "html-validate:a11y"],
  rules: {
    // A button that says nothing submits, as the standard has it, and ours that say nothing do.
    "no-implicit-button-type": "off",
    // A list may have a name: its role is one of those that can (ARIA 1.2, 5.2.8.4).
    "aria-label-misuse": ["error", { allowAnyNamable: true }],
    // The palette is a field with suggestions that the field itself moves through, which <select> cannot be; the buttons
    // of the Markdown toolbar are elements of its own that need the role.
    "prefer-native-element": ["error", { exclude: ["listbox", "button"] }],
    // A lone ">" is text (13.1.2); what a page must not hold is found by the parser of every page test.
    "no-raw-characters": "off",
  },
};
