package dev.wringer.adapters.definitions;

import java.util.List;

/** How the value of a key is written, read into a type of its own. */
interface Syntax<T> {
    /** For the reference: {@code duration}, {@code section request}. */
    String words();

    /** Reads; what is wrong goes to the problems of the node. */
    Entry<T> read(Node node);

    /** The sections that may stand in this place, for the reference. */
    default List<SectionKeys> sections() {
        return List.of();
    }
}
