/**
 * Services as processes of the operating system, and the instruments that watch Wringer itself. Single acts only:
 * when a service is started, asked, measured, stopped or started again is decided elsewhere. For Linux: it reads
 * {@code /proc} and needs {@code setsid} of util-linux. What a fault changes is put down in a
 * {@link dev.wringer.adapters.process.Ledger} before, from which the reaper or the next run undoes it.
 */
package dev.wringer.adapters.process;
