package dev.plinth.base.marks;

import java.util.Optional;

/** Recognises one family of roots; empty if the marks are not its own, or do not fit the layer's size. */
@FunctionalInterface
public interface RootRule {

    Optional<OsRoot> read(Clues clues);
}
