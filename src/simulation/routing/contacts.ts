/** What a contact is: a first talk, one that is called back, or a second talk. */
export const CALL = 0;
export const CALLBACK = 1;
export const TRANSFER = 2;

/** Everything that may stand in a queue, numbered in the order in which it joins one. */
export interface Contacts {
  count: number;
  kind: Uint8Array;
  waiting: Uint8Array;
  callClass: Uint16Array;
  /** Row of the attempts, or of the transfers where it is one. */
  row: Int32Array;
  sinceSeconds: Float64Array;
  patienceSeconds: Float64Array;
}

export const createContacts = (capacity: number): Contacts => ({
  count: 0,
  kind: new Uint8Array(capacity),
  waiting: new Uint8Array(capacity),
  callClass: new Uint16Array(capacity),
  row: new Int32Array(capacity),
  sinceSeconds: new Float64Array(capacity),
  patienceSeconds: new Float64Array(capacity),
});

/** A new contact's number; its columns are the caller's to fill. */
export const addContact = (contacts: Contacts): number => {
  const contact = contacts.count;
  if (contact === contacts.kind.length) {
    const wider = createContacts(contact * 2);
    wider.kind.set(contacts.kind);
    wider.waiting.set(contacts.waiting);
    wider.callClass.set(contacts.callClass);
    wider.row.set(contacts.row);
    wider.sinceSeconds.set(contacts.sinceSeconds);
    wider.patienceSeconds.set(contacts.patienceSeconds);
    Object.assign(contacts, wider);
  }
  contacts.count = contact + 1;
  return contact;
};
