package dev.wringer.adapters.simulated;

/** Jobs that wait, first in, first out; one that is given up leaves from the middle at no cost. */
final class JobQueue {
    private Job first;
    private Job last;
    private int size;

    void add(Job job) {
        job.before = last;
        if (last == null) {
            first = job;
        } else {
            last.after = job;
        }
        last = job;
        size++;
    }

    /** Takes the one that waits longest, or null. */
    Job poll() {
        Job longest = first;
        if (longest != null) {
            remove(longest);
        }
        return longest;
    }

    void remove(Job job) {
        if (job.before == null) {
            first = job.after;
        } else {
            job.before.after = job.after;
        }
        if (job.after == null) {
            last = job.before;
        } else {
            job.after.before = job.before;
        }
        job.before = null;
        job.after = null;
        size--;
    }

    int size() {
        return size;
    }
}
