package dev.wringer.core.model;

import static dev.wringer.core.model.InWords.mib;
import static dev.wringer.core.model.InWords.millis;
import static dev.wringer.core.model.InWords.percent;

import java.time.Duration;

/** A fault of the processes of a launched service. */
public sealed interface ProcessFault extends Fault {
    /** Ends the service by SIGKILL; it is started again when the fault is over. */
    record Kill() implements ProcessFault {
        @Override
        public String kind() {
            return "kill";
        }

        @Override
        public String words() {
            return "killed (SIGKILL)";
        }

        @Override
        public boolean takesServiceDown() {
            return true;
        }
    }

    /** Ends the service by the signal of its definition; it is started again when the fault is over. */
    record Terminate() implements ProcessFault {
        @Override
        public String kind() {
            return "terminate";
        }

        @Override
        public String words() {
            return "terminated";
        }

        @Override
        public boolean takesServiceDown() {
            return true;
        }
    }

    /** Kills the service again each time it has been up for this long. */
    record CrashLoop(Duration every) implements ProcessFault {
        public CrashLoop {
            InvalidValue.unless(every.isPositive(), "every", "every " + every, "a positive duration");
        }

        @Override
        public String kind() {
            return "crash-loop";
        }

        @Override
        public String words() {
            return "killed each time it has been up for " + millis(every);
        }

        @Override
        public boolean takesServiceDown() {
            return true;
        }
    }

    /** Stops every process of the service (SIGSTOP), and lets it go on when the fault is over. */
    record Pause() implements ProcessFault {
        @Override
        public String kind() {
            return "pause";
        }

        @Override
        public String words() {
            return "paused (SIGSTOP)";
        }
    }

    /** Less processor time: a quota (cgroup), as a share of one processor. */
    record CpuLimit(double processors) implements ProcessFault {
        public CpuLimit {
            InvalidValue.unless(
                    processors >= 0.01 && processors <= 64,
                    "",
                    processors + " processors",
                    "1% to 6400% of one processor");
        }

        @Override
        public String kind() {
            return "cpu-limit";
        }

        @Override
        public String words() {
            return "limited to " + percent(processors) + " of a processor";
        }
    }

    /** Less memory (cgroup); may get the service killed. */
    record MemoryLimit(long bytes) implements ProcessFault {
        public MemoryLimit {
            InvalidValue.unless(bytes >= 1 << 20, "", "limit of " + bytes + " bytes", "1 MiB or more");
        }

        @Override
        public String kind() {
            return "memory-limit";
        }

        @Override
        public String words() {
            return "limited to " + mib(bytes) + " of memory";
        }
    }

    /** Fewer file descriptors: the soft limit (prlimit); the hard limit stays. */
    record FileLimit(long files) implements ProcessFault {
        public FileLimit {
            InvalidValue.unless(files >= 1, "", "limit of " + files + " files", "1 or more");
        }

        @Override
        public String kind() {
            return "file-limit";
        }

        @Override
        public String words() {
            return "limited to " + files + " open files";
        }
    }

    /** The service's time of day is off by this much (libfaketime); its monotonic clock is right. */
    record ClockSkew(Duration offset) implements ProcessFault {
        public ClockSkew {
            InvalidValue.unless(!offset.isZero(), "", "an offset of 0", "a duration, or one with a minus before it");
        }

        @Override
        public String kind() {
            return "clock-skew";
        }

        @Override
        public String words() {
            return "clock off by " + millis(offset);
        }
    }
}
