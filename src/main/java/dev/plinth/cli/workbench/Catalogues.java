package dev.plinth.cli.workbench;

import dev.plinth.base.inquiry.Catalogue;
import dev.plinth.review.source.CatalogueStore;
import java.util.List;

/** The catalogue of known bases, to be looked at, refreshed and shared. */
public interface Catalogues extends AutoCloseable {

    /** The catalogue that the reading commands use with the same settings. */
    Catalogue inUse();

    /** Where it is kept. */
    CatalogueStore store();

    /** The bases that an update looks at when none are named: the operator's own and the well-known ones. */
    List<String> bases();

    @Override
    void close();
}
