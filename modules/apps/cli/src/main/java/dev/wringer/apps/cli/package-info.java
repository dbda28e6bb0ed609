/** The command line: wiring only. Reads flags, picks the world, prints what a person should know. */
package dev.wringer.apps.cli;
