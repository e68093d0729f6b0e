package dev.plinth.data;

import java.util.List;

/** What reading a strict document gave: its value, or everything that is wrong with it. */
public sealed interface Parsed<T> {

    /** The document is valid. */
    record Valid<T>(T value) implements Parsed<T> {}

    /** The document is not valid; at least one problem, in the order of the document. */
    record Invalid<T>(List<Problem> problems) implements Parsed<T> {
        public Invalid {
            problems = List.copyOf(problems);
            if (problems.isEmpty()) {
                throw new IllegalArgumentException("an invalid document has a problem");
            }
        }
    }
}
