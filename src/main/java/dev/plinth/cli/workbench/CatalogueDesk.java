package dev.plinth.cli.workbench;

import dev.plinth.base.KnownBase;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The catalogue of known bases: looked at, refreshed, shared. Blocking. */
public interface CatalogueDesk extends AutoCloseable {

    /** What it knows. */
    Overview overview();

    /**
     * Asks registries for these bases and brings what is new into the local catalogue.
     *
     * @param references tags, or patterns of tags; empty: those of the registry document and the built-in list
     * @throws CommandException if nothing could be written
     */
    Update update(List<String> references, Progress progress) throws CommandException;

    /**
     * Stores the catalogue in a registry as an OCI artifact; what it became, for a line of text.
     *
     * @throws CommandException if the registry refuses
     */
    String push(String reference, Progress progress) throws CommandException;

    /**
     * Brings a catalogue from a registry into the local one; what came of it, for a line of text.
     *
     * @throws CommandException if it is not there, or is none
     */
    String pull(String reference, Progress progress) throws CommandException;

    @Override
    void close();

    /**
     * The catalogue in figures.
     *
     * @param built when its newest entry was seen
     * @param sources where it was read from, for people
     * @param bases newest builds of every name
     * @param chains how many builds are known, older ones counted
     */
    record Overview(Instant built, List<String> sources, List<KnownBase> bases, int chains) {
        public Overview {
            sources = List.copyOf(sources);
            bases = List.copyOf(bases);
        }
    }

    /**
     * What an update did.
     *
     * @param unchanged tags that still point at a known build
     * @param added builds that are new
     * @param failures one line each
     * @param file the local catalogue; null if nothing had to be written
     */
    record Update(
            int unchanged,
            int added,
            List<String> failures,
            @Nullable String file) {
        public Update {
            failures = List.copyOf(failures);
        }
    }
}
