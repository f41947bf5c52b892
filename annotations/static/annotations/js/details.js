// Owns the page of somebody's details after another person has changed them: the choice stands in view, and is heard.

import { watchConflicts } from "./conflicts.js";

watchConflicts();
document.querySelector(".conflict")?.focus();
