/** Those who follow events of one kind, and what tells them. */
export interface Listeners<Event> {
  /** Follows from now on; returns how to stop following. */
  readonly follow: (listener: (event: Event) => void) => () => void;
  readonly emit: (event: Event) => void;
}

/** Nobody listens yet. */
export const listenersOf = <Event>(): Listeners<Event> => {
  const listeners = new Set<(event: Event) => void>();
  return {
    follow: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    emit: (event) => {
      for (const listener of listeners) listener(event);
    },
  };
};
