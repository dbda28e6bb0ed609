package dev.wringer.adapters.simulated;

/** Told of faults when links and services are under them already, or not any more. */
interface FaultListener {
    void begun(ActiveFault fault);

    void over(ActiveFault fault);
}
