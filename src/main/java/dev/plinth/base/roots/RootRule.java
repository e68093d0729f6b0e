package dev.plinth.base.roots;

import dev.plinth.base.marks.Clues;
import java.util.Optional;

/** Recognises one family of roots; empty if the marks are not its own, or do not fit the layer's size. */
@FunctionalInterface
interface RootRule {

    Optional<OsRoot> read(Clues clues);
}
