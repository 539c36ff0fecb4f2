/** Where the app begins that somebody has put on the home screen: in the session that this phone is in, else at the front door. */

const KEY = "impactpulse.start";

/** From here on it begins at this page. */
export function beginHere(): void {
  localStorage.setItem(KEY, window.location.pathname);
}

export function beginAtTheDoor(): void {
  localStorage.removeItem(KEY);
}

/** Call before the first page is chosen: the manifest's start is the same for all. */
export function goToStart(): void {
  const start = localStorage.getItem(KEY);
  if (window.location.pathname === "/" && window.location.search === "?installed" && start !== null) window.history.replaceState(null, "", start);
}
