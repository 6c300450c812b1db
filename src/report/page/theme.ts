const KEY = "surgeline-theme";

/** Private windows and some local files have no storage; the choice then lasts as long as the page. */
const remembered = (): string | null => {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
};

const remember = (theme: string): void => {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // nothing to be done: the page shows the theme all the same
  }
};

const show = (theme: string): void => {
  if (theme === "light" || theme === "dark") document.documentElement.dataset["theme"] = theme;
  else delete document.documentElement.dataset["theme"];
};

/** Lets the reader choose light, dark, or what the device has. */
export const startTheme = (): void => {
  const control = document.querySelector<HTMLSelectElement>("#theme");
  const before = remembered();
  if (before !== null) show(before);
  if (control === null) return;
  control.value = before ?? "system";
  control.addEventListener("change", () => {
    show(control.value);
    remember(control.value);
  });
};
