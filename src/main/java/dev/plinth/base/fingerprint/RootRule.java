package dev.plinth.base.fingerprint;

import java.util.Optional;

/** Recognises one family of roots; empty if the marks are not its own, or do not fit the layer's size. */
@FunctionalInterface
interface RootRule {

    Optional<OsRoot> read(Clues clues);
}
