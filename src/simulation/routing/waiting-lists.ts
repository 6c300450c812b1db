const NONE = -1;

/**
 * Who waits, a list for each class in the order of arrival. Calls are numbers
 * that grow with their arrival; any of them can leave from the middle.
 */
export interface WaitingLists {
  readonly first: Int32Array;
  readonly last: Int32Array;
  next: Int32Array;
  previous: Int32Array;
  /** How many wait in all lists. */
  waiting: number;
  /** The teams that take calls from each list, and how many wait in the lists of each team. */
  readonly teamsOf: readonly Int32Array[];
  readonly waitingFor: Int32Array;
}

/** @param teamsOf for each list the teams, numbered from 0, that take calls from it */
export const createWaitingLists = (teamsOf: readonly Int32Array[], teams: number): WaitingLists => ({
  first: new Int32Array(teamsOf.length).fill(NONE),
  last: new Int32Array(teamsOf.length).fill(NONE),
  next: new Int32Array(256),
  previous: new Int32Array(256),
  waiting: 0,
  teamsOf,
  waitingFor: new Int32Array(teams),
});

/** Notes for the teams of a list that so many more wait for them. */
const addWaiting = (lists: WaitingLists, list: number, more: number): void => {
  lists.waiting += more;
  const teams = lists.teamsOf[list]!;
  for (let place = 0; place < teams.length; place++) lists.waitingFor[teams[place]!]! += more;
};

export const resetWaitingLists = (lists: WaitingLists): void => {
  lists.first.fill(NONE);
  lists.last.fill(NONE);
  lists.waiting = 0;
  lists.waitingFor.fill(0);
};

const wider = (column: Int32Array, length: number): Int32Array => {
  const larger = new Int32Array(length);
  larger.set(column);
  return larger;
};

/** Puts a call at the end of its class's list. */
export const joinList = (lists: WaitingLists, callClass: number, call: number): void => {
  if (call >= lists.next.length) {
    const length = Math.max(call + 1, lists.next.length * 2);
    lists.next = wider(lists.next, length);
    lists.previous = wider(lists.previous, length);
  }
  const last = lists.last[callClass]!;
  lists.next[call] = NONE;
  lists.previous[call] = last;
  if (last < 0) lists.first[callClass] = call;
  else lists.next[last] = call;
  lists.last[callClass] = call;
  addWaiting(lists, callClass, 1);
};

/** Takes a call out of its class's list. */
export const leaveList = (lists: WaitingLists, callClass: number, call: number): void => {
  const before = lists.previous[call]!;
  const after = lists.next[call]!;
  if (before < 0) lists.first[callClass] = after;
  else lists.next[before] = after;
  if (after < 0) lists.last[callClass] = before;
  else lists.previous[after] = before;
  addWaiting(lists, callClass, -1);
};
