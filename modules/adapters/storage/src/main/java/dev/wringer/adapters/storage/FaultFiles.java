package dev.wringer.adapters.storage;

import dev.wringer.core.metrics.FaultRecord;
import dev.wringer.engine.run.Recorder;

/** The files that only a run with faults has, and that grow as it goes. */
final class FaultFiles {
    private final EvidenceFile faults;
    private final EvidenceFile seconds;

    FaultFiles(EvidenceFile faults, EvidenceFile seconds) {
        this.faults = faults;
        this.seconds = seconds;
        faults.begin(FaultRows.header());
        seconds.begin(SecondRows.header());
    }

    /** The seconds first: a fault that is over has them. */
    void append(FaultRecord fault, long windows) {
        seconds.flush();
        faults.append(FaultRows.of(fault, windows));
    }

    void append(Recorder.Second second) {
        seconds.append(SecondRows.of(second));
    }

    void flush() {
        seconds.flush();
    }

    void close() {
        faults.close();
        seconds.close();
    }
}
