/**
 * A heap in which every entry has four children, smallest key first and at
 * equal keys the smallest number first. Keys and numbers stand in two arrays,
 * entry i's children at 4i + 1 to 4i + 4. The functions take no key as an
 * argument, since a fraction that is passed on is one allocated.
 *
 * It holds the callers who will call again by the time at which they do.
 */
export interface NumberedHeap {
  keys: Float64Array;
  numbers: Int32Array;
  size: number;
}

export const createNumberedHeap = (capacity: number): NumberedHeap => ({
  keys: new Float64Array(Math.max(4, capacity)),
  numbers: new Int32Array(Math.max(4, capacity)),
  size: 0,
});

/** Doubles the heap's room if it is full. */
export const makeRoom = (heap: NumberedHeap, size: number): void => {
  if (size <= heap.keys.length) return;
  const keys = new Float64Array(Math.max(size, heap.keys.length * 2));
  const numbers = new Int32Array(keys.length);
  keys.set(heap.keys);
  numbers.set(heap.numbers);
  heap.keys = keys;
  heap.numbers = numbers;
};

/** Moves the entry at `from`, whose key may have grown, down to where it belongs. */
export const siftDown = (keys: Float64Array, numbers: Int32Array, size: number, from: number): void => {
  const key = keys[from]!;
  const number = numbers[from]!;
  let hole = from;
  for (;;) {
    const first = 4 * hole + 1;
    if (first >= size) break;
    let least = first;
    let leastKey = keys[first]!;
    const end = first + 4 < size ? first + 4 : size;
    for (let child = first + 1; child < end; child++) {
      const childKey = keys[child]!;
      if (childKey > leastKey) continue;
      if (childKey < leastKey || numbers[child]! < numbers[least]!) {
        least = child;
        leastKey = childKey;
      }
    }
    if (leastKey > key || (leastKey === key && numbers[least]! > number)) break;
    keys[hole] = leastKey;
    numbers[hole] = numbers[least]!;
    hole = least;
  }
  keys[hole] = key;
  numbers[hole] = number;
};

/** Moves the entry at `from` up to where it belongs. */
export const siftUp = (keys: Float64Array, numbers: Int32Array, from: number): void => {
  const key = keys[from]!;
  const number = numbers[from]!;
  let hole = from;
  while (hole > 0) {
    const parent = (hole - 1) >> 2;
    const parentKey = keys[parent]!;
    if (parentKey < key || (parentKey === key && numbers[parent]! < number)) break;
    keys[hole] = parentKey;
    numbers[hole] = numbers[parent]!;
    hole = parent;
  }
  keys[hole] = key;
  numbers[hole] = number;
};

/** Takes the least entry out; read it before. */
export const removeTop = (heap: NumberedHeap): void => {
  heap.size--;
  heap.keys[0] = heap.keys[heap.size]!;
  heap.numbers[0] = heap.numbers[heap.size]!;
  siftDown(heap.keys, heap.numbers, heap.size, 0);
};
