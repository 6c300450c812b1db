import { startDownloads } from "./downloads.ts";
import { startTheme } from "./theme.ts";

document.documentElement.classList.add("scripted");
startTheme();
startDownloads();
