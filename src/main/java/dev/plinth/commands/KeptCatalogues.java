package dev.plinth.commands;

import dev.plinth.base.inquiry.Catalogue;
import dev.plinth.cli.workbench.Catalogues;
import dev.plinth.review.source.CatalogueStore;
import java.util.List;
import java.util.stream.Stream;

/** The catalogue on this machine, with what reads registries for it. */
final class KeptCatalogues implements Catalogues {

    private final Reading reading;
    private final Catalogue catalogue;
    private final List<String> configured;

    /**
     * @param configured the operator's own bases
     */
    KeptCatalogues(Reading reading, Catalogue catalogue, List<String> configured) {
        this.reading = reading;
        this.catalogue = catalogue;
        this.configured = List.copyOf(configured);
    }

    @Override
    public Catalogue inUse() {
        return catalogue;
    }

    @Override
    public CatalogueStore store() {
        return reading.store();
    }

    @Override
    public List<String> bases() {
        return Stream.concat(configured.stream(), reading.store().wellKnown().stream())
                .distinct()
                .toList();
    }

    @Override
    public void close() {
        reading.close();
    }
}
