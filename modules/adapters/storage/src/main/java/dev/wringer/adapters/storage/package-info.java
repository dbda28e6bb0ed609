/** Writes and reads one run folder. */
package dev.wringer.adapters.storage;
