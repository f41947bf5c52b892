// Owns one thing: telling the style sheet, before the first paint, that scripts run.
document.documentElement.classList.add("has-script");
