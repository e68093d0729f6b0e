package dev.plinth.review.source;

import dev.plinth.base.Unavailable;
import dev.plinth.base.inquiry.Catalogue;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Where the catalogue of known bases is kept: the shipped one, and beside it what was refreshed or pulled. Disk errors are
 * {@link IOException}s; what a registry does not give, and bytes that are no catalogue, are {@link UnavailableException}s.
 */
public interface CatalogueStore {

    /** The shipped catalogue with what was refreshed or pulled here. A damaged file is an error that names it, and stays as it is. */
    Catalogue load() throws IOException, UnavailableException;

    /** The shipped catalogue with the one in this file. */
    Catalogue load(Path file) throws IOException, UnavailableException;

    /** The shipped catalogue with the one under this reference, which is not kept here. */
    Catalogue load(ImageReference reference, Exchange exchange) throws UnavailableException;

    /** References and patterns of the well-known bases that a refresh looks at beside the operator's own. */
    List<String> wellKnown();

    /**
     * Brings these bases into the catalogue and keeps it. Builds that are known already stay: history is what finds old images.
     * An unchanged tag costs one request. Bases that cannot be read are reported, and do not hold up the others.
     *
     * @param bases references, with {@code *} for anything within the tag; without a tag {@code latest} is meant
     * @param exchange its deadline ends the work early, with what was found until then
     */
    Update update(List<String> bases, Exchange exchange, Progress progress) throws IOException, UnavailableException;

    /** Shares the catalogue as {@link #load()} gives it. */
    Digest push(ImageReference reference, Exchange exchange) throws IOException, UnavailableException;

    /** Takes the catalogue under this reference in, beside what is here, and keeps it. */
    Catalogue pull(ImageReference reference, Exchange exchange) throws IOException, UnavailableException;

    /** Takes the catalogue in this file in, beside what is here, and keeps it. */
    Catalogue adopt(Path file) throws IOException, UnavailableException;

    /** Hears how far a refresh is; from any thread, must not block. */
    @FunctionalInterface
    interface Progress {

        Progress SILENT = (done, of, what) -> {};

        /**
         * @param done tags looked at
         * @param of tags to look at, as far as known
         * @param what the tag that was just looked at
         */
        void at(int done, int of, String what);
    }

    /**
     * What came of a refresh.
     *
     * @param catalogue as it stands now
     * @param tags looked at
     * @param unchanged of these, whose build was known
     * @param added builds that are new
     * @param failures tags and patterns that could not be read
     */
    record Update(Catalogue catalogue, int tags, int unchanged, int added, List<Failure> failures) {
        public Update {
            failures = List.copyOf(failures);
        }
    }

    /** A tag or pattern that could not be read. */
    record Failure(String base, Unavailable why) {}
}
