package dev.plinth.policy.document;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;

/** Days as {@code 2027-02-01}, in UTC. */
final class Dates {

    private Dates() {}

    static LocalDate parse(String text) {
        try {
            if (text.length() == 10) {
                return LocalDate.parse(text);
            }
        } catch (DateTimeParseException _) {
            // Falls through: the text below says what is right for every way of being wrong.
        }
        throw new IllegalArgumentException("must be a day that exists, such as 2027-02-01");
    }
}
