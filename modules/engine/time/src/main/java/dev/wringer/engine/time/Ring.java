package dev.wringer.engine.time;

/** A first-in, first-out queue in a ring that grows. For one thread. */
final class Ring<T> {
    private T[] items;
    private int head;
    private int size;

    /** @param capacityAtFirst a power of two */
    Ring(int capacityAtFirst) {
        items = newArray(capacityAtFirst);
    }

    void add(T item) {
        if (size == items.length) {
            grow();
        }
        items[(head + size) & (items.length - 1)] = item;
        size++;
    }

    /** The oldest item, or null. */
    T poll() {
        if (size == 0) {
            return null;
        }
        T item = items[head];
        items[head] = null;
        head = (head + 1) & (items.length - 1);
        size--;
        return item;
    }

    int size() {
        return size;
    }

    private void grow() {
        T[] larger = newArray(items.length * 2);
        int untilEnd = items.length - head;
        System.arraycopy(items, head, larger, 0, untilEnd);
        System.arraycopy(items, 0, larger, untilEnd, head);
        items = larger;
        head = 0;
    }

    @SuppressWarnings("unchecked")
    private T[] newArray(int length) {
        return (T[]) new Object[length];
    }
}
