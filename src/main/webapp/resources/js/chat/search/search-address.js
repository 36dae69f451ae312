/**
 * The search in the address (`q`) and in the history: one entry, however much is typed. `search` in its state says that the
 * page was shown without the search before, and `chosen` which result was opened.
 */

/** What the address says is searched for, null if it says nothing of a search. */
export function queryInAddress() {
  return new URLSearchParams(location.search).get('q');
}

/** Adds an entry to the history. */
export function addSearch() {
  history.pushState({ ...history.state, search: true }, '', addressWith(''));
}

export function replaceQuery(query) {
  if (query !== (queryInAddress() ?? '')) {
    try {
      history.replaceState({ ...history.state, chosen: undefined }, '', addressWith(query));
    } catch {
      // Safari allows 100 changes in 30 s; the next one is written again.
    }
  }
}

/** Goes back to the page without the search. */
export function leaveSearch() {
  if (history.state?.search) {
    history.back();
  } else {
    history.replaceState(history.state, '', addressWith(null));
  }
}

/** The id of the result that was opened from this search, if any. */
export function chosenResult() {
  return history.state?.chosen;
}

export function noteChosen(id) {
  history.replaceState({ ...history.state, chosen: id }, '');
}

function addressWith(query) {
  const url = new URL(location.href);
  query === null ? url.searchParams.delete('q') : url.searchParams.set('q', query);
  return url;
}
