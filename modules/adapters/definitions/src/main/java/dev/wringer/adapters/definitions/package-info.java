/** Reads simulation files into core types. The only package that knows HOCON. */
package dev.wringer.adapters.definitions;
