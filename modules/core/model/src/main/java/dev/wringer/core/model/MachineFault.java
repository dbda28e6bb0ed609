package dev.wringer.core.model;

import static dev.wringer.core.model.InWords.mib;

import java.nio.file.Path;

/** A fault of the machine that the services share. */
public sealed interface MachineFault extends Fault {
    /** So many processes that do nothing but compute. */
    record BurnCpu(int processes) implements MachineFault {
        public BurnCpu {
            InvalidValue.unless(processes >= 1 && processes <= 256, "", processes + " processes", "1 to 256");
        }

        @Override
        public String kind() {
            return "burn-cpu";
        }

        @Override
        public String words() {
            return processes + " processes burn CPU";
        }
    }

    /** A process that holds so much memory, in use. */
    record BurnMemory(long bytes) implements MachineFault {
        public BurnMemory {
            InvalidValue.unless(bytes >= 1 << 20, "", bytes + " bytes", "1 MiB or more");
        }

        @Override
        public String kind() {
            return "burn-memory";
        }

        @Override
        public String words() {
            return mib(bytes) + " of memory held";
        }
    }

    /**
     * A full disk.
     *
     * @param folder in which a file is written until its file system has no more than {@code leave} bytes; where {@code size} is
     *     above 0 the run mounts a file system of that size there first, before the services start
     */
    record DiskFill(Path folder, long leave, long size) implements MachineFault {
        public DiskFill {
            InvalidValue.unless(leave >= 0, "leave", "leaving " + leave + " bytes", "0 or more");
            InvalidValue.unless(size >= 0, "size", "a size of " + size + " bytes", "0 or more");
        }

        @Override
        public String kind() {
            return "disk-fill";
        }

        @Override
        public String words() {
            return "disk of " + folder + " filled up to the last " + leave + " bytes";
        }
    }
}
