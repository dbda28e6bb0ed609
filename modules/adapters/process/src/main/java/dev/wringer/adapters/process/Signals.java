package dev.wringer.adapters.process;

import com.sun.jna.Library;
import com.sun.jna.Native;
import java.util.List;

/** Signals of Linux, by name; kill(2). */
final class Signals {
    /** In the order of their numbers, from 1 (signal(7), x86 and ARM). */
    private static final List<String> NAMES = List.of(
            ("HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP TSTP TTIN"
                            + " TTOU URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS")
                    .split(" "));

    private interface LibC extends Library {
        int kill(int pid, int signal);
    }

    private static final class Loaded {
        static final LibC LIBC = Native.load("c", LibC.class);
    }

    /** Sends a signal if the process is still the same one. */
    static void send(ProcessId process, String signal) {
        if (ProcessEntry.read(process.pid())
                .filter(now -> now.id().equals(process))
                .isPresent()) {
            Loaded.LIBC.kill(Math.toIntExact(process.pid()), number(signal));
        }
    }

    /** Whether it is still the same one, and not dead. */
    static boolean isRunning(ProcessId process) {
        return ProcessEntry.read(process.pid())
                .filter(now -> now.id().equals(process) && !now.isZombie())
                .isPresent();
    }

    /** Sends a signal to a whole process group; the caller knows that it is still the same one. */
    static void sendToGroup(long group, String signal) {
        Loaded.LIBC.kill(-Math.toIntExact(group), number(signal));
    }

    /** How a process ended, from its exit value as Java gives it: 128 + n stands for signal n. */
    static String ending(int exitValue) {
        int signal = exitValue - 128;
        return signal >= 1 && signal <= NAMES.size()
                ? "killed by SIG" + NAMES.get(signal - 1)
                : "exit code " + exitValue;
    }

    private static int number(String signal) {
        return NAMES.indexOf(signal) + 1;
    }

    private Signals() {}
}
